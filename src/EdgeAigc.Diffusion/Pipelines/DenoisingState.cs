using EdgeAigc.Diffusion.Conditioning;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Random;
using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>A request between two evaluations of the network: all that is its own, so that any number of them can share a batch.</summary>
internal sealed class DenoisingState
{
    private readonly float[] _negative;

    /// <param name="job">The job.</param>
    /// <param name="schedule">Its steps.</param>
    /// <param name="memory">What the scheduler remembers of it.</param>
    /// <param name="conditioning">What the network is told of its texts.</param>
    /// <param name="generator">Its noise.</param>
    /// <param name="latents">Initial latents [C, h, w].</param>
    /// <param name="shape">Height and width of the latents.</param>
    /// <param name="firstEvaluation">Where the run begins; after 0 for image-to-image.</param>
    public DenoisingState(
        ResolvedJob job,
        NoiseSchedule schedule,
        SchedulerMemory memory,
        RequestConditioning conditioning,
        TorchGenerator generator,
        float[] latents,
        (int Height, int Width) shape,
        int firstEvaluation)
    {
        (Job, Schedule, Memory, Conditioning, Generator, Latents) = (job, schedule, memory, conditioning, generator, latents);
        (LatentHeight, LatentWidth) = shape;
        Evaluation = FirstEvaluation = firstEvaluation;
        ModelInput = new float[latents.Length];
        Prediction = new float[latents.Length];
        Noise = new float[latents.Length];
        _negative = conditioning.Rows.Count > 1 ? new float[latents.Length] : [];
    }

    /// <summary>The job.</summary>
    public ResolvedJob Job { get; }

    /// <summary>Its steps.</summary>
    public NoiseSchedule Schedule { get; }

    /// <summary>What the scheduler remembers of it.</summary>
    public SchedulerMemory Memory { get; }

    /// <summary>What the network is told of its texts.</summary>
    public RequestConditioning Conditioning { get; }

    /// <summary>Its noise; drawn from in the order diffusers does.</summary>
    public TorchGenerator Generator { get; }

    /// <summary>Latents [C, h, w] behind the last evaluation.</summary>
    public float[] Latents { get; }

    /// <summary>Room for the latents as the network wants them.</summary>
    public float[] ModelInput { get; }

    /// <summary>The guided prediction of the current evaluation.</summary>
    public float[] Prediction { get; }

    /// <summary>Room for the noise of a step.</summary>
    public float[] Noise { get; }

    /// <summary>Height of the latents.</summary>
    public int LatentHeight { get; }

    /// <summary>Width of the latents.</summary>
    public int LatentWidth { get; }

    /// <summary>What the user should know.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The evaluation that comes next, from 0.</summary>
    public int Evaluation { get; private set; }

    /// <summary>The evaluation the run began with.</summary>
    public int FirstEvaluation { get; }

    /// <summary>Rows that it takes in a batch.</summary>
    public int Rows => Conditioning.Rows.Count;

    /// <summary>What the network is told at the next evaluation.</summary>
    public float Timestep => Schedule.Timesteps[Evaluation];

    /// <summary>Evaluations left.</summary>
    public int EvaluationsLeft => Schedule.Evaluations - Evaluation;

    /// <summary>Whether the latents are done.</summary>
    public bool IsDone => Evaluation == Schedule.Evaluations;

    /// <summary>Denoising steps that are done, as users count them.</summary>
    public int StepsDone => Evaluation == FirstEvaluation ? 0 : Schedule.StepsDoneAfter(Evaluation - 1) - SkippedSteps;

    /// <summary>Denoising steps in all.</summary>
    public int Steps => Schedule.Steps - SkippedSteps;

    /// <summary>The picture [C, h, w] that the network saw in its last evaluation; filled when a preview is wanted.</summary>
    public float[]? Denoised { get; set; }

    /// <summary>What went wrong with this request alone, or null.</summary>
    public InferenceException? Failure { get; set; }

    private int SkippedSteps => FirstEvaluation == 0 ? 0 : Schedule.StepsDoneAfter(FirstEvaluation - 1);

    /// <summary>Goes to the next evaluation.</summary>
    public void Next() => Evaluation++;

    /// <summary>Takes one of its rows out of a batch; the last one completes the prediction.</summary>
    public void TakePrediction(int row, ReadOnlySpan<float> prediction)
    {
        if (row < Rows - 1)
            prediction.CopyTo(_negative);
        else if (Rows == 1)
            prediction.CopyTo(Prediction);
        else
            Guidance.Apply(_negative, prediction, Conditioning.Guidance, Conditioning.GuidanceRescale, Prediction);
    }
}
