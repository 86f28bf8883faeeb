namespace EdgeAigc.Grains.Jobs;

/// <summary>Counts the jobs under way on this silo.</summary>
internal sealed class JobSlots(int max)
{
    private int _taken;

    /// <summary>Most jobs at once.</summary>
    public int Max { get; } = max;

    /// <summary>Takes a slot, if there is one.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= Max)
            return true;
        Interlocked.Decrement(ref _taken);
        return false;
    }

    public void Free() => Interlocked.Decrement(ref _taken);
}
