namespace EdgeAigc.Core.Allocation;

/// <summary>Decisions in the making: for each request of a problem the index of its step level, or −1, and its share.</summary>
internal sealed class Decisions
{
    public const int Rejected = -1;

    /// <summary>Level of each request.</summary>
    public int[] Levels { get; private set; } = [];

    /// <summary>Share of each request.</summary>
    public double[] Shares { get; private set; } = [];

    /// <summary>Rejects everybody, and makes room for that many requests.</summary>
    public void Reset(int count)
    {
        if (Levels.Length < count)
        {
            Levels = new int[count];
            Shares = new double[count];
        }

        Levels.AsSpan(0, count).Fill(Rejected);
        Shares.AsSpan(0, count).Clear();
    }
}
