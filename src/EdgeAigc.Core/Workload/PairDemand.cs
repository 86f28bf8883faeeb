namespace EdgeAigc.Core.Workload;

/// <summary>Faded requests for one model at one node, at two timescales for the trend.</summary>
internal sealed class PairDemand
{
    /// <summary>Requests faded at the memory's timescale.</summary>
    public double Requests { get; private set; }

    /// <summary>Requests faded at a quarter of it.</summary>
    public double Fresh { get; private set; }

    private int Frame { get; set; }

    public void Fade(int frame, double fade, double freshFade)
    {
        var frames = frame - Frame;
        if (frames <= 0)
            return;
        Requests *= Math.Pow(fade, frames);
        Fresh *= Math.Pow(freshFade, frames);
        Frame = frame;
    }

    public void Add(int requests)
    {
        Requests += requests;
        Fresh += requests;
    }

    public static PairDemand StartAt(int frame) => new() { Frame = frame };
}
