namespace EdgeAigc.Core.Allocation.Market;

/// <summary>Keeps, out of all evaluations of the dual whose levels fit the slot, the one that is worth most.</summary>
internal sealed class CandidateStore(SlotModel model)
{
    private double _worth;

    /// <summary>Its levels; all rejected while there was none.</summary>
    public int[] Choices { get; private set; } = [];

    /// <summary>Price of the link where it was found: a start for its shares.</summary>
    public double Mu { get; private set; }

    public void Reset()
    {
        if (Choices.Length < model.Count)
            Choices = new int[model.Requests.Length];
        Choices.AsSpan(0, model.Count).Fill(-1);
        (_worth, Mu) = (double.NegativeInfinity, 0);
    }

    /// <summary>Looks at an evaluation.</summary>
    public void Offer(in PricePoint point, int[] choices)
    {
        if (point.Seconds > model.Compute || point.LowerShare > SlotModel.Link)
            return;
        // What the requests get, which is the bound less what idle capacity would cost.
        var worth = point.Bound - (point.Lambda * (model.Compute - point.Seconds)) - (point.Mu * (1 - point.Share));
        if (point.Share > 1)
            worth -= LossOfShrinking(point);
        if (worth <= _worth)
            return;
        (_worth, Mu) = (worth, point.Mu);
        Array.Copy(choices, Choices, model.Count);
    }

    /// <summary>What is lost when requests that took more than the link give it back, all those between their limits in proportion.</summary>
    private static double LossOfShrinking(in PricePoint point)
    {
        var rootMu = Math.Sqrt(point.Mu);
        return point.Clamped < 1 ? point.Interior * ((point.Interior / (1 - point.Clamped)) - rootMu) : double.PositiveInfinity;
    }
}
