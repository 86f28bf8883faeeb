using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Pipelines;
using EdgeAigc.Diffusion.Safety;

namespace EdgeAigc.Diffusion.Images;

/// <summary>The way from the decoder's planes to the file that the caller gets. One for each loaded model; several threads may use
/// it at once, so that encoding a large picture (seconds at 2048 × 2048) need not hold up the device.</summary>
/// <param name="filter">Looks at each picture before anyone sees it.</param>
/// <param name="modelVersion">Version of the model, which files tell.</param>
internal sealed class OutputStage(IOutputFilter filter, string modelVersion) : IDisposable
{
    /// <summary>The stage of a model.</summary>
    /// <exception cref="ModelException">A file is missing, damaged or does not fit.</exception>
    public static OutputStage Open(ModelFolder model, OnnxSessions sessions)
    {
        var version = ModelVersion.Of(model);
        return new(OutputFilters.Open(new ModelFiles(model.Path), sessions), version);
    }

    /// <summary>Checks, scales and encodes a picture.</summary>
    /// <param name="job">The job that it belongs to.</param>
    /// <param name="planes">Red, green and blue planes [3, H, W] of the job's size, about −1 to 1.</param>
    /// <exception cref="InferenceException">The filter failed; the picture must not be delivered.</exception>
    public FinishedImage Finish(ResolvedJob job, float[] planes)
    {
        var size = new ImageSize(job.Width, job.Height);
        var filtered = filter.Apply(planes, size);
        var file = ImageEncoder.Encode(filtered.Planes, size, job.Output, ImageMetadata.Of(job, modelVersion));
        return new(file, filtered.Flagged, filtered.Warning);
    }

    /// <summary>Checks and encodes what a job sees of its picture on the way, as PNG of the job's size without metadata. A picture
    /// that is withheld in the end must not be seen before.</summary>
    /// <param name="job">The job that it belongs to.</param>
    /// <param name="planes">Red, green and blue planes [3, H, W] of the job's size, about −1 to 1.</param>
    /// <exception cref="InferenceException">The filter failed; the picture must not be delivered.</exception>
    public byte[] Preview(ResolvedJob job, float[] planes)
    {
        var size = new ImageSize(job.Width, job.Height);
        return ImageEncoder.Encode(filter.Apply(planes, size).Planes, size, new EncodingOptions(), metadata: null).Bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => filter.Dispose();
}
