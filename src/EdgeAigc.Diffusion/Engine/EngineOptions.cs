using System.ComponentModel.DataAnnotations;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>Settings of the denoising engine.</summary>
public sealed class EngineOptions
{
    /// <summary>What runs the models.</summary>
    /// <value>Default <see cref="InferenceDevice.Cpu"/>.</value>
    [EnumDataType(typeof(InferenceDevice))]
    public InferenceDevice Device { get; set; } = InferenceDevice.Cpu;

    /// <summary>Which GPU, as the driver numbers them; without effect on the processor.</summary>
    /// <value>Default 0; from 0 to 63.</value>
    [Range(0, 63)]
    public int DeviceId { get; set; }

    /// <summary>Processor threads that a model may use; 0 takes one for each core.</summary>
    /// <value>Default 0; from 0 to 256.</value>
    [Range(0, 256)]
    public int Threads { get; set; }

    /// <summary>Jobs that may wait for the device; one more is refused as <see cref="JobFaultCode.QueueFull"/>.</summary>
    /// <value>Default 64; from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int MaxQueuedJobs { get; set; } = 64;
}
