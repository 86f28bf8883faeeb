using System.Diagnostics.CodeAnalysis;
using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Diffusion.Calibration;

/// <summary>How a calibration ended: exactly one of <see cref="Curves"/> and <see cref="Fault"/> is set.</summary>
public sealed record CalibrationOutcome
{
    private CalibrationOutcome()
    {
    }

    /// <summary>The curves, or null.</summary>
    public ModelCurves? Curves { get; private init; }

    /// <summary>Full paths of the files that were written; empty when <see cref="FileProblem"/> says why not.</summary>
    public IReadOnlyList<string> Files { get; private init; } = [];

    /// <summary>Why the files could not be written although the curves were measured, or null.</summary>
    public string? FileProblem { get; private init; }

    /// <summary>The fault, or null.</summary>
    public JobFault? Fault { get; private init; }

    /// <summary>Whether there are curves.</summary>
    [MemberNotNullWhen(true, nameof(Curves))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool Completed => Curves is not null;

    /// <summary>The outcome of a calibration that measured everything.</summary>
    public static CalibrationOutcome FromCurves(ModelCurves curves, params IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(curves);
        return new() { Curves = curves, Files = files };
    }

    /// <summary>The outcome of a calibration that was refused or failed.</summary>
    public static CalibrationOutcome FromFault(JobFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return new() { Fault = fault };
    }

    /// <summary>Stores curves beside their model, as <c>curves.json</c> and <c>curves.png</c>. What was measured is not lost when
    /// the folder cannot be written.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="curves">The curves.</param>
    internal static CalibrationOutcome Store(string folder, ModelCurves curves)
    {
        try
        {
            return FromCurves(curves, ModelCurvesFile.Write(folder, curves), Chart.CurvesChart.Write(folder, curves));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return FromCurves(curves) with
            {
                FileProblem = $"The curves of {curves.Model} cannot be stored; make its folder writable. {exception.Message}",
            };
        }
    }
}
