namespace EdgeAigc.Simulation.Workload;

/// <summary>A record of requests: when, for which model, by whom. Models and tenants are places in the lists of their names.</summary>
/// <param name="Models">Names of the models.</param>
/// <param name="Tenants">Names of the tenants.</param>
/// <param name="Requests">The requests, by time.</param>
public sealed record ImportedTrace(IReadOnlyList<string> Models, IReadOnlyList<string> Tenants, IReadOnlyList<(double Seconds, int Model, int Tenant)> Requests)
{
    /// <summary>Imports a record of an image service: the columns arrival_seconds, model_id and group_id (the tenant), as in the public GenTD26
    /// trace (alibaba/clusterdata, cluster-trace-v2026-GenAI).</summary>
    /// <param name="path">The file, plain or .gz.</param>
    /// <exception cref="TraceFileException">The file cannot be read, or a field is wrong.</exception>
    public static ImportedTrace OfImages(string path) => Of(TraceFile.Read(path, "model_id", "group_id").Select(row => (row.Seconds, row.Fields[0], row.Fields[1])));

    /// <summary>Imports arrivals of a service that names no models, as in the public Azure LLM inference traces (Azure/AzurePublicDataset, CC-BY-4.0): the
    /// columns arrival_seconds and service. Each request asks for a model by Zipf's law and has a tenant of its own.</summary>
    /// <param name="path">The file, plain or .gz.</param>
    /// <param name="models">Number of models.</param>
    /// <param name="exponent">Zipf exponent of their popularity, within each service; services have orders of their own.</param>
    /// <param name="seed">Draws the models.</param>
    /// <exception cref="TraceFileException">The file cannot be read, or a field is wrong.</exception>
    public static ImportedTrace OfArrivals(string path, int models, double exponent, int seed)
    {
        var (random, zipf) = (RandomStreams.Of(seed, RandomStream.Popularity), new ZipfTable(models, exponent));
        var orders = new Dictionary<string, int[]>(StringComparer.Ordinal);
        return Of(TraceFile.Read(path, "service").Select((row, index) => (row.Seconds, $"m{OrderOf(row.Fields[0])[zipf.Draw(random)]}", $"request {index}")));

        int[] OrderOf(string service)
        {
            if (!orders.TryGetValue(service, out var order))
            {
                orders.Add(service, order = [.. Enumerable.Range(0, models)]);
                random.Shuffle(order);
            }

            return order;
        }
    }

    private static ImportedTrace Of(IEnumerable<(double Seconds, string Model, string Tenant)> rows)
    {
        var (models, tenants) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        var requests = rows.Select(row => (row.Seconds, PlaceOf(models, row.Model), PlaceOf(tenants, row.Tenant))).ToArray();
        return new([.. models.Keys], [.. tenants.Keys], requests);
    }

    private static int PlaceOf(Dictionary<string, int> places, string name)
    {
        if (!places.TryGetValue(name, out var place))
            places.Add(name, place = places.Count);
        return place;
    }
}
