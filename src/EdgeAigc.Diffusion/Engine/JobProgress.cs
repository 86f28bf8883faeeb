namespace EdgeAigc.Diffusion.Engine;

/// <summary>What happens to a job on its way, in the order it happens: at most one <see cref="ModelLoading"/>, one
/// <see cref="JobStarted"/>, then a <see cref="StepDone"/> for each step.</summary>
public abstract record JobProgress
{
    private protected JobProgress()
    {
    }
}
