using System.ComponentModel.DataAnnotations;
using EdgeAigc.Core.Caching;

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
    /// <value>Default 256; from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int MaxQueuedJobs { get; set; } = 256;

    /// <summary>Rows that one step of a model may hold; a request under classifier-free guidance takes two. A batch gets so large only
    /// where that was measured to pay.</summary>
    /// <value>Default 32; from 2 to 1,024.</value>
    [Range(2, 1024)]
    public int MaxBatchSamples { get; set; } = 32;

    /// <summary>Memory that all loaded models together may occupy, in MiB; 0 takes three quarters of what the process may use. A model
    /// that alone is larger is refused as <see cref="JobFaultCode.ModelTooLarge"/>.</summary>
    /// <value>Default 0; from 0 to 16 TiB.</value>
    [Range(0, 16L * 1024 * 1024)]
    public long MemoryMebibytes { get; set; }

    /// <summary>Memory beyond <see cref="MemoryMebibytes"/>, in MiB, that models which are being unloaded may still occupy while the next one is
    /// already loaded; 0 waits until their memory is back.</summary>
    /// <value>Default 0; from 0 to 16 TiB.</value>
    [Range(0, 16L * 1024 * 1024)]
    public long UnloadBufferMebibytes { get; set; }

    /// <summary>Which models make room when others are needed, one of the policies of <see cref="ModelCacheNames"/> that need no look into
    /// the future. Every job that was accepted is served, whatever a policy thinks of its model.</summary>
    /// <value>Default <c>gdsf</c>: those go first whose uses, weighted with what a load takes per byte, are fewest.</value>
    [AllowedValues(ModelCacheNames.Gdsf, ModelCacheNames.Lru, ModelCacheNames.Lfu, ModelCacheNames.ModelMesh, ModelCacheNames.Market, ModelCacheNames.Static,
        ModelCacheNames.Random, ErrorMessage = "There are gdsf, lru, lfu, modelmesh, market, static and random.")]
    public string CachePolicy { get; set; } = ModelCacheNames.Gdsf;

    /// <summary>Time in seconds after which a job without a deadline is not passed over any more for larger batches.</summary>
    /// <value>Default 30; from 0 to 3,600.</value>
    [Range(0, 3600)]
    public double PatienceSeconds { get; set; } = 30;

    /// <summary><see cref="UnloadBufferMebibytes"/> in bytes.</summary>
    internal long UnloadBufferBytes => UnloadBufferMebibytes * 1024 * 1024;

    /// <summary>The memory budget in bytes.</summary>
    internal long MemoryBytes => MemoryMebibytes > 0
        ? MemoryMebibytes * 1024 * 1024
        : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;
}
