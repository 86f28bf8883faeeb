using EdgeAigc.Diffusion.Calibration;
using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Models;

/// <summary>A diffusers ONNX folder as its configuration files describe it. Holds no session and calls no native code.</summary>
public sealed class ModelFolder
{
    /// <summary>Name of the folder, by which jobs ask for the model.</summary>
    public required string Name { get; init; }

    /// <summary>Full path of the folder.</summary>
    public required string Path { get; init; }

    /// <summary>Pipeline class of <c>model_index.json</c> without its <c>ORT</c> or <c>Onnx</c> prefix.</summary>
    public required string PipelineClass { get; init; }

    /// <summary>How the network is told what to draw.</summary>
    public ModelFamily Family { get; init; }

    /// <summary>Class of the noise scheduler, e.g. <c>DDIMScheduler</c>.</summary>
    public required string SchedulerClass { get; init; }

    /// <summary>Timesteps the model was trained with; the most steps a job may ask for.</summary>
    public int TrainTimesteps { get; init; } = 1000;

    /// <summary>Width in pixels when a job names none.</summary>
    public int DefaultWidth { get; init; } = 512;

    /// <summary>Height in pixels when a job names none.</summary>
    public int DefaultHeight { get; init; } = 512;

    /// <summary>Pixels along one side of a latent cell; width and height are multiples of it.</summary>
    public int LatentScale { get; init; } = 8;

    /// <summary>Channels of the latents.</summary>
    public int LatentChannels { get; init; } = 4;

    /// <summary>Denoising steps when a job names none.</summary>
    public int DefaultSteps { get; init; } = 50;

    /// <summary>Guidance scale when a job names none.</summary>
    public double DefaultGuidance { get; init; } = 7.5;

    /// <summary>φ of guidance rescaling when a job names none, 0 to 1 (Lin et al., arXiv 2305.08891, section 3.4).</summary>
    public double DefaultGuidanceRescale { get; init; }

    /// <summary>How much of a given picture is redrawn when a job does not say, 0 to 1.</summary>
    public double DefaultStrength { get; init; } = 0.8;

    /// <summary>Whether there is a VAE encoder, without which no picture can be given.</summary>
    public bool HasVaeEncoder { get; init; }

    /// <summary>Whether there is a safety checker.</summary>
    public bool HasSafetyChecker { get; init; }

    /// <summary>Whether the index asks for a safety checker; not saying means no.</summary>
    public bool RequiresSafetyChecker { get; init; }

    /// <summary>Bytes of the weight files on disk.</summary>
    public long WeightBytes { get; init; }

    /// <summary>Bytes of all its files on disk, hidden ones aside.</summary>
    public long DiskBytes { get; init; }

    /// <summary>Its measured curves; null when it was not calibrated, or when its <c>curves.json</c> cannot be used.</summary>
    public ModelCurves? Curves { get; init; }

    /// <summary>Fewest denoising steps a job may ask for; 1 but for a few schedulers.</summary>
    public int MinSteps { get; init; } = 1;

    /// <summary>Most denoising steps a job may ask for.</summary>
    public int MaxSteps { get; init; } = 1000;

    /// <summary>Whether a missing negative prompt stands for zeros instead of the encoded empty text; SDXL only.</summary>
    internal bool ForceZerosForEmptyPrompt { get; init; } = true;

    /// <summary>Whether the last time id is an aesthetic score; SDXL refiner only.</summary>
    internal bool RequiresAestheticsScore { get; init; }

    /// <summary>The text encoders in the order in which their results are joined.</summary>
    internal IReadOnlyList<TextEncoderConfig> TextEncoders { get; init; } = [];

    internal UNetConfig UNet { get; init; } = new();

    internal VaeConfig Vae { get; init; } = new();

    internal SchedulerConfig Scheduler { get; init; } = new();

    /// <summary>Reads a folder.</summary>
    /// <param name="path">The folder that holds <c>model_index.json</c>.</param>
    /// <param name="fault">What is wrong with it; null exactly when the result is not.</param>
    public static ModelFolder? TryOpen(string path, out ModelFault? fault) => TryOpen(path, path, null, out fault);

    /// <summary>Reads a folder that will be served from another place, to which its files are brought first.</summary>
    /// <param name="path">The folder that holds <c>model_index.json</c> now.</param>
    /// <param name="home">The folder that the model will be read from.</param>
    /// <param name="elsewhere">Sizes of its files that are not in the first folder, by their path with slashes; null when all are.</param>
    /// <param name="fault">What is wrong with it; null exactly when the result is not.</param>
    internal static ModelFolder? TryOpen(string path, string home, IReadOnlyDictionary<string, long>? elsewhere, out ModelFault? fault)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            fault = null;
            return ModelFolderReader.Read(path, home, elsewhere);
        }
        catch (ModelException exception)
        {
            fault = exception.Fault;
            return null;
        }
    }
}
