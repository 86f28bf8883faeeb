using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Calibration;

/// <summary>One loaded model, as calibration sees it. Calls are synchronous and come from one thread, the device's.</summary>
internal interface ICalibrationSubject
{
    /// <summary>Name of the model.</summary>
    string Model { get; }

    /// <summary>Size of the pictures that are measured.</summary>
    ImageSize Size { get; }

    /// <summary>Most denoising steps that the model allows.</summary>
    int MaxSteps { get; }

    /// <summary>Guidance scale that is measured; above 1 a step evaluates each image twice.</summary>
    double Guidance { get; }

    /// <summary>Images that fit into one batch.</summary>
    int LargestBatch { get; }

    /// <summary>Weights and workspace at the largest batch so far, in bytes, measured.</summary>
    long ResidentBytes { get; }

    /// <summary>Median time of one denoising step on a batch, after a run that does not count.</summary>
    /// <param name="images">Images in the batch.</param>
    /// <param name="repetitions">Timed runs.</param>
    TimeSpan MeasureStep(int images, int repetitions);

    /// <summary>Median time per image of text encoding, decoding and image encoding, after a run that does not count.</summary>
    /// <param name="repetitions">Timed runs.</param>
    TimeSpan MeasureFixed(int repetitions);

    /// <summary>Makes one picture.</summary>
    /// <param name="prompt">What it shows.</param>
    /// <param name="seed">Seed of the initial noise.</param>
    /// <param name="steps">Denoising steps.</param>
    /// <returns>Planes [3, height, width]; −1 is black and 1 is full, and what lies beyond is cut off.</returns>
    float[] Generate(string prompt, long seed, int steps);
}
