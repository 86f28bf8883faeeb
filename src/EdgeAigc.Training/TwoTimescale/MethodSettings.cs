using EdgeAigc.Simulation.Learned;

namespace EdgeAigc.Training.TwoTimescale;

/// <summary>Settings of a learning method. What is measured and why is in docs/experiments/paper-scenario.</summary>
internal sealed record MethodSettings
{
    public const string Diffusion = "t2drl";
    public const string Plain = "t2drl-ddpg";
    public const string Shared = "t2drl-set";

    public static IReadOnlyList<string> Names => TrainedMethod.Names;

    /// <summary>One of <see cref="Names"/>.</summary>
    public required string Method { get; init; }

    /// <summary>Seed of everything that is drawn.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Episodes of stage two.</summary>
    public int Episodes { get; init; } = 80;

    /// <summary>Frames of stage one.</summary>
    public int Frames { get; init; } = 4000;

    /// <summary>Slots with random actions before the first update.</summary>
    public int WarmUpSlots { get; init; } = 1000;

    /// <summary>Rows of an update.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Units of a hidden layer of actor and critic.</summary>
    public int Hidden => Method == Shared ? 64 : 256;

    /// <summary>Denoising steps N of the actor.</summary>
    public int ChainSteps { get; init; } = 5;

    public double ActorRate { get; init; } = 3e-4;

    public double CriticRate { get; init; } = 1e-3;

    /// <summary>γ of stage two; 0 because slots do not affect later slots.</summary>
    public double Discount { get; init; }

    /// <summary>γ of stage one.</summary>
    public double FrameDiscount { get; init; }

    /// <summary>Part that target networks move in an update.</summary>
    public double TargetRate { get; init; } = 0.01;

    /// <summary>Weight of the penalty on what goes into tanh.</summary>
    public double SaturationWeight { get; init; } = 0.01;

    /// <summary>Standard deviation of the exploration noise at the start and from 70 % of the episodes on.</summary>
    public (double First, double Last) Exploration { get; init; } = (0.2, 0.05);

    /// <summary>Factor of the action in the softmax of the shares.</summary>
    public double Temperature { get; init; } = 0.5;

    /// <summary>Updates of stage one in a frame.</summary>
    public int FrameUpdates { get; init; } = 8;

    public double ValueRate { get; init; } = 1e-3;
}
