using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Pipelines;

internal static class PipelineFactory
{
    public static void RequireSupported(string pipelineClass, string file)
    {
        if (pipelineClass != "StableDiffusionPipeline") throw new ModelException(file, "x");
    }
}
