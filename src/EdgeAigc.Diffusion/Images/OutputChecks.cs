using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Images;

/// <summary>Checks what a job wants of its file, and fills in what it leaves open.</summary>
internal static class OutputChecks
{
    /// <summary>The complete options, or null and the first fault.</summary>
    /// <param name="job">The job.</param>
    /// <param name="computed">Size at which its picture will be computed.</param>
    /// <param name="fault">The fault; null exactly when the result is not.</param>
    public static EncodingOptions? Resolve(DenoisingJob job, ImageSize computed, out JobFault? fault)
    {
        var options = new EncodingOptions { Format = job.Format, EmbedPrompt = job.EmbedPrompt };
        options = options with { Quality = job.Quality ?? options.Quality };
        var size = Complete(job, computed);
        fault = Format(job) ?? Quality(job)
            ?? Side(nameof(job.OutputWidth), job.OutputWidth) ?? Side(nameof(job.OutputHeight), job.OutputHeight)
            ?? Proportion(job, computed, size);
        return fault is null ? options with { Width = size.Width, Height = size.Height } : null;
    }

    /// <summary>A side that is not given follows from the other one.</summary>
    private static ImageSize Complete(DenoisingJob job, ImageSize computed) => (job.OutputWidth, job.OutputHeight) switch
    {
        (null, null) => computed,
        ({ } width, null) => new(width, Scale(computed.Height, width, computed.Width)),
        (null, { } height) => new(Scale(computed.Width, height, computed.Height), height),
        ({ } width, { } height) => new(width, height),
    };

    private static int Scale(int side, int to, int from) => (int)Math.Clamp(Math.Round((double)side * to / from), 0, int.MaxValue);

    private static JobFault? Format(DenoisingJob job) => Enum.IsDefined(job.Format)
        ? null
        : Invalid(nameof(job.Format), $"Format is {job.Format}; it must be one of {string.Join(", ", Enum.GetNames<ImageFormat>())}.");

    private static JobFault? Quality(DenoisingJob job) => job.Quality is null or (>= ImageLimits.MinQuality and <= ImageLimits.MaxQuality)
        ? null
        : Invalid(
            nameof(job.Quality), $"Quality is {job.Quality}; it must be from {ImageLimits.MinQuality} to {ImageLimits.MaxQuality}.");

    private static JobFault? Side(string parameter, int? pixels) =>
        pixels is null or (>= ImageLimits.MinOutputSide and <= ImageLimits.MaxOutputSide)
            ? null
            : Invalid(parameter, $"{parameter} is {pixels}; it must be from {ImageLimits.MinOutputSide} to {ImageLimits.MaxOutputSide}.");

    /// <summary>A picture is scaled, never stretched: each side is the other one's in proportion, up to rounding.</summary>
    private static JobFault? Proportion(DenoisingJob job, ImageSize computed, ImageSize size)
    {
        if (size == computed)
            return null;
        var (parameter, given) = job.OutputWidth is { } width
            ? (nameof(job.OutputWidth), $"OutputWidth is {width}")
            : (nameof(job.OutputHeight), $"OutputHeight is {job.OutputHeight}");
        if (job.OutputWidth is null || job.OutputHeight is null)
        {
            return Side("", size.Width) is null && Side("", size.Height) is null
                ? null
                : Invalid(
                    parameter,
                    $"{given}, which makes the picture of {computed} one of {size}; both sides must be from {ImageLimits.MinOutputSide} to "
                    + $"{ImageLimits.MaxOutputSide}.");
        }

        return Scale(computed.Height, size.Width, computed.Width) == size.Height || Scale(computed.Width, size.Height, computed.Height) == size.Width
            ? null
            : Invalid(
                nameof(job.OutputHeight),
                $"OutputHeight is {size.Height}; the picture of {computed} is not stretched, so that {size.Width} wide it is "
                + $"{Scale(computed.Height, size.Width, computed.Width)} high. Give one side and the other follows.");
    }

    private static JobFault Invalid(string parameter, string message) => new(JobFaultCode.InvalidParameter, parameter, message);
}
