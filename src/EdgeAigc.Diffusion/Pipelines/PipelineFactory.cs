using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>The pipelines by the class names that models state.</summary>
internal static class PipelineFactory
{
    private static readonly Dictionary<string, Func<ModelFolder, OnnxSessions, IDiffusionPipeline>> Classes = new(StringComparer.Ordinal)
    {
        ["StableDiffusionPipeline"] = StableDiffusionPipeline.Load,
    };

    /// <exception cref="ModelException">There is no code for that pipeline.</exception>
    public static void RequireSupported(string pipelineClass, string file)
    {
        if (!Classes.ContainsKey(pipelineClass))
        {
            throw new ModelException(
                file, $"The pipeline '{pipelineClass}' is not supported; supported is {string.Join(" or ", Classes.Keys)}.");
        }
    }

    /// <summary>Opens a model.</summary>
    /// <exception cref="ModelException">A file is missing, damaged or does not fit.</exception>
    public static IDiffusionPipeline Load(ModelFolder model, OnnxSessions sessions)
    {
        RequireSupported(model.PipelineClass, model.Name);
        return Classes[model.PipelineClass](model, sessions);
    }
}
