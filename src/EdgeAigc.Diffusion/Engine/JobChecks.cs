using System.Collections.Concurrent;
using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Latents;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Pipelines;
using EdgeAigc.Diffusion.Residency;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>Checks jobs and fills in what they leave open.</summary>
/// <param name="catalog">The models.</param>
/// <param name="memory">Bytes that models may occupy.</param>
internal sealed class JobChecks(ModelCatalog catalog, long memory)
{
    private const int SmallestSide = 64;

    private readonly ConcurrentDictionary<string, ImageSize> _fixedSizes = new(StringComparer.Ordinal);

    /// <summary>Notes that a model, now that it is loaded, turned out to do one size only.</summary>
    public void NoteFixedSize(string model, ImageSize size) => _fixedSizes[model] = size;

    /// <summary>The complete job, or null and the first fault.</summary>
    public ResolvedJob? Resolve(DenoisingJob job, out JobFault? fault)
    {
        if (FindModel(job.Model, out fault) is not { } model)
            return null;
        var known = _fixedSizes.TryGetValue(model.Name, out var size);
        var resolved = new ResolvedJob(
            model,
            job.Prompt,
            job.NegativePrompt,
            job.Steps ?? model.DefaultSteps,
            job.Seed,
            job.Guidance ?? model.DefaultGuidance,
            job.Width ?? (known ? size.Width : model.DefaultWidth),
            job.Height ?? (known ? size.Height : model.DefaultHeight))
        {
            Strength = job.Strength ?? model.DefaultStrength,
        };
        fault = Texts(resolved) ?? Waiting(job) ?? Numbers(resolved) ?? Size(resolved, known ? size : null) ?? Picture(job, resolved);
        if (fault is not null || OutputChecks.Resolve(job, new(resolved.Width, resolved.Height), out fault) is not { } output)
            return null;
        return resolved with { Output = output };
    }

    /// <summary>The model of that name, or null and why it cannot be had.</summary>
    public ModelFolder? FindModel(string name, out JobFault? fault)
    {
        var model = catalog.Find(name);
        fault = model is null ? NoModel(name)
            : ModelResidency.SizeOf(model) > memory ? EngineFaults.TooLarge(model.Name, ModelResidency.SizeOf(model), memory)
            : null;
        return fault is null ? model : null;
    }

    private JobFault NoModel(string name)
    {
        if (catalog.FindFault(name) is { } broken)
            return new(JobFaultCode.ModelUnusable, nameof(DenoisingJob.Model), $"{broken.File}: {broken.Message}");
        var names = catalog.Models.Select(model => model.Name).ToList();
        var list = names.Count == 0 ? "there are none" : "there are " + string.Join(", ", names);
        var guess = NearestName.Find(name, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        return new(JobFaultCode.UnknownModel, nameof(DenoisingJob.Model), $"There is no model '{Shorten(name)}'; {list}.{guess}");
    }

    private static JobFault? Texts(ResolvedJob job)
    {
        if (string.IsNullOrWhiteSpace(job.Prompt))
            return Invalid(nameof(DenoisingJob.Prompt), "Prompt is empty; say what the picture shows.");
        return Length(nameof(DenoisingJob.Prompt), job.Prompt) ?? Length(nameof(DenoisingJob.NegativePrompt), job.NegativePrompt ?? "");
    }

    private static JobFault? Waiting(DenoisingJob job)
    {
        if (job.Deadline is { } deadline && deadline <= TimeSpan.Zero)
            return Invalid(nameof(DenoisingJob.Deadline), $"Deadline is {deadline}; it must be above 0.");
        return job.PreviewEvery is < 1
            ? Invalid(nameof(DenoisingJob.PreviewEvery), $"PreviewEvery is {job.PreviewEvery}; it must be at least 1 step.")
            : null;
    }

    private static JobFault? Picture(DenoisingJob job, ResolvedJob resolved)
    {
        if (job.InitialImage is null)
        {
            return job.Strength is null
                ? null
                : Invalid(nameof(DenoisingJob.Strength), $"Strength is {job.Strength} and there is no {nameof(DenoisingJob.InitialImage)} to start from.");
        }

        if (!resolved.Model.HasVaeEncoder)
        {
            return Invalid(
                nameof(DenoisingJob.InitialImage),
                $"Model '{resolved.Model.Name}' cannot start from a picture: its folder has no vae_encoder/model.onnx.");
        }

        ImageToImage.TryStart(resolved.Steps, resolved.Strength, out var fault);
        return fault;
    }

    private static JobFault? Length(string parameter, string text) => text.Length <= JobLimits.MaxPromptLength
        ? null
        : Invalid(parameter, $"{parameter} has {text.Length} characters; at most {JobLimits.MaxPromptLength} are allowed.");

    private static JobFault? Numbers(ResolvedJob job)
    {
        if (job.Steps < job.Model.MinSteps || job.Steps > job.Model.MaxSteps)
        {
            return Invalid(
                nameof(DenoisingJob.Steps), $"Steps is {job.Steps}; model '{job.Model.Name}' allows {job.Model.MinSteps} to {job.Model.MaxSteps}.");
        }

        return job.Guidance is >= 0 and <= JobLimits.MaxGuidance
            ? null
            : Invalid(nameof(DenoisingJob.Guidance), $"Guidance is {job.Guidance}; it must be a number from 0 to {JobLimits.MaxGuidance}.");
    }

    private static JobFault? Size(ResolvedJob job, ImageSize? only) => only is { } size
        ? FixedSide(nameof(job.Width), job.Width, size.Width, job.Model)
            ?? FixedSide(nameof(job.Height), job.Height, size.Height, job.Model)
        : Side(nameof(job.Width), job.Width, job.Model.DefaultWidth, job.Model)
            ?? Side(nameof(job.Height), job.Height, job.Model.DefaultHeight, job.Model);

    /// <summary>Networks are trained at one size and hold out at most about twice of it; memory grows with its fourth power.</summary>
    private static JobFault? Side(string parameter, int pixels, int trained, ModelFolder model)
    {
        var (least, most) = (Math.Min(SmallestSide, trained), 2 * trained);
        return pixels >= least && pixels <= most && pixels % model.LatentScale == 0
            ? null
            : Invalid(
                parameter,
                $"{parameter} is {pixels}; model '{model.Name}' allows multiples of {model.LatentScale} from {least} to {most}.");
    }

    private static JobFault? FixedSide(string parameter, int pixels, int only, ModelFolder model) => pixels == only
        ? null
        : Invalid(parameter, $"{parameter} is {pixels}; model '{model.Name}' allows {only} only.");

    private static JobFault Invalid(string parameter, string message) => new(JobFaultCode.InvalidParameter, parameter, message);

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
