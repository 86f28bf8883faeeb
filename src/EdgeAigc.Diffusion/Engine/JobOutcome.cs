using System.Diagnostics.CodeAnalysis;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>How a job ended: exactly one of <see cref="Image"/> and <see cref="Fault"/> is set.</summary>
public sealed record JobOutcome
{
    private JobOutcome()
    {
    }

    /// <summary>The picture, or null.</summary>
    public GeneratedImage? Image { get; private init; }

    /// <summary>The fault, or null.</summary>
    public JobFault? Fault { get; private init; }

    /// <summary>Whether there is a picture.</summary>
    [MemberNotNullWhen(true, nameof(Image))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool Completed => Image is not null;

    /// <summary>The outcome of a job that gave a picture.</summary>
    public static JobOutcome FromImage(GeneratedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return new() { Image = image };
    }

    /// <summary>The outcome of a job that was refused or failed.</summary>
    public static JobOutcome FromFault(JobFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return new() { Fault = fault };
    }
}
