using EdgeAigc.Core.Curves;

namespace EdgeAigc.Core.Negotiation;

/// <summary>How fast a model runs on this node now: its measured curve, corrected by the ratio of actual to predicted time of the images
/// that were made. The ratio is smoothed; single images are disturbed by whatever else the machine does.</summary>
public sealed class ModelPace
{
    /// <summary>Weight of a new image in the ratio.</summary>
    private const double Smoothing = 0.1;

    /// <summary>Images after which the ratio is smoothed; before that it is the mean.</summary>
    private const int FirstImages = 10;

    /// <summary>One image that took a hundred times too long, in a suspended process for one, must not decide about the next ones.</summary>
    private const double MaxRatio = 20;

    private readonly ModelProfile _profile;
    private readonly int _worthwhileImages;
    private double _uncalibratedStepSeconds;
    private int _images;

    // By images; found when asked for, and forgotten with the next observation.
    private (double Step, double Duration)[] _known = [];
    private int _knownImages = -1;

    /// <param name="profile">What was measured.</param>
    /// <param name="uncalibratedStepSeconds">First guess for a model that was not measured.</param>
    public ModelPace(ModelProfile profile, double uncalibratedStepSeconds)
    {
        ArgumentNullException.ThrowIfNull(profile);
        (_profile, _uncalibratedStepSeconds) = (profile, uncalibratedStepSeconds);
        _worthwhileImages = profile.Latency is { } latency ? WorthwhileImages(latency) : 1;
    }

    /// <summary>Actual over predicted time.</summary>
    public double Ratio { get; private set; } = 1;

    /// <summary>Images that share a step, on average over the last images. Not everything that could share a batch does: deadlines and
    /// other models come between.</summary>
    public double ImagesPerStep { get; private set; } = 1;

    /// <summary>τ: device time in seconds of one step of one image while that many are to be made.</summary>
    /// <param name="images">Images of the model that are to be made, from 1.</param>
    public double StepSeconds(double images)
    {
        var batch = Math.Min(images, ImagesPerStep);
        return Ratio * Predicted(batch) / batch;
    }

    /// <summary>Time in seconds that one step lasts while that many images are to be made: τ times the images that share it.</summary>
    /// <param name="images">Images of the model that are to be made, from 1.</param>
    public double StepDuration(double images) => Ratio * Predicted(Math.Min(images, ImagesPerStep));

    /// <summary>The same for a whole number of images, at least 1; not computed anew each time.</summary>
    internal (double Step, double Duration) StepOf(int images)
    {
        if (_knownImages != _images)
            Forget();
        // More than share a step make no difference.
        ref var known = ref _known[Math.Min(images, _known.Length - 1)];
        if (known.Duration == 0)
            known = (StepSeconds(images), StepDuration(images));
        return known;
    }

    /// <summary>Time in seconds that a step lasts in the largest batch that pays: there each image takes no more times as long as the
    /// device makes more of them.</summary>
    public double WorthwhileStepDuration => Ratio * Predicted(_worthwhileImages);

    /// <summary>τ in that batch, in seconds.</summary>
    public double WorthwhileStepSeconds => WorthwhileStepDuration / _worthwhileImages;

    /// <summary>o in seconds.</summary>
    public double FixedSeconds => Ratio * _profile.FixedSeconds;

    /// <summary>Takes what an image took.</summary>
    /// <param name="deviceSeconds">Time of its steps and of what is besides, in seconds.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="imagesPerStep">Images in its batches, on average.</param>
    /// <param name="work">Its <see cref="Bid.Work"/>.</param>
    public void Observe(double deviceSeconds, int steps, double imagesPerStep, double work)
    {
        if (!(deviceSeconds > 0) || steps < 1)
            return;
        if (_profile.Latency is null && _images == 0)
            _uncalibratedStepSeconds = deviceSeconds / (steps * Math.Max(1, imagesPerStep) * work);
        var predicted = _profile.FixedSeconds + (steps * work * Predicted(Math.Max(1, imagesPerStep)));
        ImagesPerStep += Smoothing * (Math.Max(1, imagesPerStep) - ImagesPerStep);
        var ratio = Math.Clamp(deviceSeconds / predicted, 1 / MaxRatio, MaxRatio);
        var weight = Math.Max(Smoothing, 1.0 / (_images + 1));
        // The first images count alike, with the prediction as one of them.
        if (_images < FirstImages)
            weight = 1.0 / (_images + 2);
        Ratio += weight * (ratio - Ratio);
        _images++;
    }

    private void Forget()
    {
        var count = (int)Math.Ceiling(ImagesPerStep) + 1;
        if (_known.Length == count)
            Array.Clear(_known);
        else
            _known = new (double, double)[count];
        _knownImages = _images;
    }

    // Without a curve batches are taken to gain nothing.
    private double Predicted(double images) => _profile.Latency?.Interpolate(images) ?? (images * _uncalibratedStepSeconds);

    // g(X) / g(1), how much longer an image takes, is at most X·g(1) / g(X), how many more are made.
    private static int WorthwhileImages(LatencyCurve latency)
    {
        var (most, alone) = (1, latency.Interpolate(1));
        foreach (var (images, seconds) in latency.Points)
            most = seconds * seconds <= images * alone * alone ? images : most;
        return most;
    }
}
