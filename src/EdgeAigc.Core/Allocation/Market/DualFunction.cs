namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// Lagrange's dual of a slot. At prices λ and μ every request decides alone: for each level the share √(c / μ), held between what
/// its deadline needs and what its cap allows; then the level, or the rejection, that leaves most. The sum is convex in the
/// prices, and what the requests take tells its slope.
/// </summary>
internal sealed class DualFunction(SlotModel model)
{
    /// <summary>Level that each request took at the last evaluation, as an index into the levels; −1 for a rejection.</summary>
    public int[] Choices { get; private set; } = [];

    /// <summary>Makes room for the model's requests.</summary>
    public void Reset()
    {
        if (Choices.Length < model.Count)
            Choices = new int[model.Requests.Length];
    }

    /// <summary>Evaluates the function.</summary>
    /// <param name="lambda">λ, at least 0.</param>
    /// <param name="mu">μ, at least 0.</param>
    /// <param name="stride">1, or k to take each k-th request for k of them: an estimate, no bound.</param>
    public PricePoint Evaluate(double lambda, double mu, int stride)
    {
        var rootMu = Math.Sqrt(mu);
        var inverseRootMu = mu > 0 ? 1 / rootMu : 0;
        var (requests, vertices, choices) = (model.Requests, model.Vertices, Choices);
        double value = 0, seconds = 0, interior = 0, clamped = 0, lower = 0;
        for (var i = 0; i < model.Count; i += stride)
        {
            ref var request = ref requests[i];
            ref readonly var level = ref BestVertex(ref request, vertices, lambda);
            if (request.HasDeadline && request.RootDelay < level.LowerShare * rootMu)
                level = ref BestBelow(request, level, lambda, mu, rootMu);
            var net = level.Value - (lambda * level.Seconds) - request.DeliveryCost(level, mu, rootMu);
            if (net <= request.Reject)
            {
                value += request.Reject;
                choices[i] = -1;
                continue;
            }

            value += net;
            seconds += level.Seconds;
            lower += level.LowerShare;
            choices[i] = level.Index;
            if (request.RootDelay <= level.LowerShare * rootMu)
                clamped += level.LowerShare;
            else if (request.RootDelay >= request.Cap * rootMu)
                clamped += request.Cap;
            else
                interior += request.RootDelay;
        }

        var scale = stride == 1 ? 1 : model.Count / (double)((model.Count + stride - 1) / stride);
        return new(
            lambda, mu, (lambda * model.Compute) + mu + (value * scale) + model.Unservable, seconds * scale,
            ((interior * inverseRootMu) + clamped) * scale, interior * scale, clamped * scale, lower * scale);
    }

    /// <summary>The vertex where compute at that price stops to pay.</summary>
    private static ref readonly StepLevel BestVertex(ref PricedRequest request, StepLevel[] vertices, double lambda)
    {
        var vertex = request.Vertex;
        while (vertices[vertex].SlopeToNext > lambda)
            vertex++;
        while (vertex > request.FirstVertex && vertices[vertex - 1].SlopeToNext <= lambda)
            vertex--;
        request.Vertex = vertex;
        return ref vertices[vertex];
    }

    /// <summary>The best level when the deadline asks for more than the share that prices suggest. Levels above the vertex need still
    /// more share and compute, so they cannot win; below it any level may, on the envelope or not.</summary>
    private ref readonly StepLevel BestBelow(in PricedRequest request, in StepLevel vertex, double lambda, double mu, double rootMu)
    {
        var (best, most) = (vertex.Index, double.NegativeInfinity);
        for (var index = vertex.Index; index >= request.FirstLevel; index--)
        {
            ref readonly var level = ref model.Levels[index];
            var net = level.Value - (lambda * level.Seconds) - request.DeliveryCost(level, mu, rootMu);
            if (net > most)
                (most, best) = (net, index);
        }

        return ref model.Levels[best];
    }
}
