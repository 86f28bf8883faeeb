using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>Opens models.</summary>
internal static class PipelineFactory
{
    /// <summary>Opens a model.</summary>
    /// <exception cref="ModelException">A file is missing, damaged or does not fit.</exception>
    public static IDiffusionPipeline Load(ModelFolder model, OnnxSessions sessions) => StableDiffusionPipeline.Load(model, sessions);
}
