namespace EdgeAigc.Diffusion.Engine;

/// <summary>What happens to a job on its way, in the order it happens: a <see cref="ModelLoading"/> whenever there is news of
/// the model that it waits for, one <see cref="JobStarted"/>, then a <see cref="StepDone"/> for each step.</summary>
public abstract record JobProgress
{
    private protected JobProgress()
    {
    }
}
