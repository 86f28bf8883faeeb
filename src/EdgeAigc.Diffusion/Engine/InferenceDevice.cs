namespace EdgeAigc.Diffusion.Engine;

/// <summary>What runs the models.</summary>
public enum InferenceDevice
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU; needs the program to be built with <c>-p:OnnxRuntimeFlavor=Gpu</c>.</summary>
    Cuda,
}
