using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Images;

/// <summary>How a picture came about, as its file tells.</summary>
internal sealed record ImageMetadata
{
    /// <summary>Name and version of this program.</summary>
    public static string Software { get; } = $"EdgeAigc {typeof(ImageMetadata).Assembly.GetName().Version!.ToString(fieldCount: 3)}";

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Version of the model, see <see cref="Images.ModelVersion"/>.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>Class of the noise scheduler, e.g. <c>DDIMScheduler</c>.</summary>
    public required string Scheduler { get; init; }

    /// <summary>Denoising steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Seed of the initial noise.</summary>
    public required long Seed { get; init; }

    /// <summary>Classifier-free guidance scale.</summary>
    public required double Guidance { get; init; }

    /// <summary>Size at which it was computed; the file may have another one.</summary>
    public required ImageSize Size { get; init; }

    /// <summary>The prompt, or null when the file must not tell it.</summary>
    public string? Prompt { get; init; }

    /// <summary>The negative prompt, or null when there is none or the file must not tell it.</summary>
    public string? NegativePrompt { get; init; }

    /// <summary>What the file of a job tells: its prompts only when the job asks for that.</summary>
    public static ImageMetadata Of(ResolvedJob job, string modelVersion) => new()
    {
        Model = job.Model.Name,
        ModelVersion = modelVersion,
        Scheduler = job.Model.SchedulerClass,
        Steps = job.Steps,
        Seed = job.Seed,
        Guidance = job.Guidance,
        Size = new(job.Width, job.Height),
        Prompt = job.Output.EmbedPrompt ? job.Prompt : null,
        NegativePrompt = job.Output.EmbedPrompt && !string.IsNullOrEmpty(job.NegativePrompt) ? job.NegativePrompt : null,
    };
}
