namespace EdgeAigc.Core.Caching.Policies;

/// <summary>
/// The idea of ModelMesh: one clock of last use for the whole cluster, so that the copy goes whose model nobody used for longest, wherever
/// it was used; the number of copies follows the rate of requests, and surplus copies go before anything else.
/// </summary>
internal sealed class ModelMeshPolicy(ModelMeshMemory memory) : ICachePolicy
{
    public void Arrived(CacheRequest request, IReadOnlyCollection<CachedModel> resident) => memory.Arrived(request);

    public double Worth(CachedModel model, CacheRequest request)
    {
        var demand = memory.Of(model.Model);
        // Surplus copies rank below all others, among each other by last use.
        return demand.Copies > memory.Justified(demand, request.Seconds) ? demand.LastTurn - memory.Turns : demand.LastTurn;
    }

    public void Used(CachedModel model, CacheRequest request)
    {
        if (model.Frequency == 1)
            memory.Of(model.Model).Copies++;
    }

    public void Left(CachedModel model) => memory.Of(model.Model).Copies--;

    public bool WantsCopy(CacheRequest request)
    {
        var demand = memory.Of(request.Model);
        return demand.Copies < memory.Justified(demand, request.Seconds);
    }
}
