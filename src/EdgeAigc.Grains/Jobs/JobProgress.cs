using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Jobs;

namespace EdgeAigc.Grains.Jobs;

/// <summary>How far the images of a job are, by their events.</summary>
internal sealed class JobProgress
{
    private readonly Part[] _parts;

    public JobProgress(int images) => _parts = [.. Enumerable.Range(0, images).Select(_ => new Part())];

    /// <summary>Whether every image was heard of.</summary>
    public bool IsAnswered => _parts.All(part => part.IsAnswered);

    /// <summary>Work made on all images, in megapixel-steps.</summary>
    public double Work => _parts.Sum(part => part.Meter.Work);

    /// <summary>An event without the parts of pictures that it carries.</summary>
    public static GenerationEvent WithoutPictures(GenerationEvent next) => next switch
    {
        ImagePart part => part with { Bytes = [] },
        DenoisingStep step => step with { Preview = null },
        GenerationCompleted image => image with { Image = [] },
        _ => next,
    };

    public void Take(int image, GenerationEvent next)
    {
        // It says nothing of how the nodes answer.
        if (next is GenerationJoined)
            return;
        var part = _parts[image];
        part.IsAnswered = true;
        part.Meter.Take(next);
        switch (next)
        {
            case GenerationQueued queued:
                part.Waiting = queued.Waiting;
                break;
            case GenerationAccepted:
                (part.Waiting, part.IsAccepted, part.Done) = (null, true, 0);
                break;
            case DenoisingStep step:
                part.Done = step.Step / (double)step.Steps;
                break;
            case GenerationCompleted:
                part.Done = 1;
                break;
        }
    }

    /// <summary>The status of a job that is under way.</summary>
    public ImageJobStatus Tell(ImageJobStatus status) => status with
    {
        State = _parts.Any(part => part.IsAccepted) ? ImageJobState.InProgress : ImageJobState.Queued,
        QueuePosition = _parts.Any(part => part.IsAccepted) ? null : _parts.Min(part => part.Waiting),
        Progress = _parts.Average(part => part.Done),
    };

    private sealed class Part
    {
        public WorkMeter Meter { get; } = new();

        public bool IsAnswered { get; set; }

        public bool IsAccepted { get; set; }

        public int? Waiting { get; set; }

        public double Done { get; set; }
    }
}
