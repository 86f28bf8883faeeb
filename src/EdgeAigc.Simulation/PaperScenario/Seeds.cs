namespace EdgeAigc.Simulation.PaperScenario;

/// <summary>Seeds that do not meet: every trace and step of a run has its own, and traces of the study have others.</summary>
public static class Seeds
{
    /// <summary>A purpose: traces that stage two is trained on, that stage one is trained on, that policies are compared on; a policy's own chance.</summary>
    public const int SlotTrace = 1, FrameTrace = 2, StudyTrace = 3, Policy = 4;

    /// <summary>Seed of a whole trace.</summary>
    public static int Trace(int seed, int purpose) => Step(seed, purpose, -1);

    /// <summary>Seed of one step of it (SplitMix64).</summary>
    public static int Step(int seed, int purpose, int step)
    {
        var mixed = ((ulong)(uint)seed << 40) + ((ulong)purpose << 32) + (uint)step;
        mixed = (mixed + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 30)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) & int.MaxValue);
    }
}
