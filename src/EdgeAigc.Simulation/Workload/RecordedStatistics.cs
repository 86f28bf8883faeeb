using EdgeAigc.Simulation.Cluster;

namespace EdgeAigc.Simulation.Workload;

/// <summary>
/// Requests with the statistics of a recorded image service (GenTD26, alibaba/clusterdata, cluster-trace-v2026-GenAI, which may not be passed on): 48.5 requests an
/// hour on average, an interarrival variation of 12 that comes from quiet nights and sessions, Zipf popularity of exponent 1.43, an hour's
/// models one third new. Tenants come by a day's profile, each with a session of requests that mostly stay with a model.
/// </summary>
public sealed record RecordedStatistics : IClusterWorkload
{
    private const double SecondsPerHour = 3600;
    private const int HoursPerDay = 24;

    /// <summary>Mean rate of the recorded service in requests per second.</summary>
    public const double RecordedRequestsPerSecond = 48.5 / SecondsPerHour;

    // All that follows was chosen so that the requests have the recorded statistics.

    // Popularity of what is drawn anew; with what is drawn again it looks like Zipf's law of exponent 1.43.
    private const double Exponent = 2.1;
    private const double Shift = 2.2;

    // Chance that what is drawn is what some request of the last hours asked for, so that a model's demand comes in times of its own.
    private const double AgainPart = 0.75;
    private const double AgainSeconds = 3 * SecondsPerHour;

    // Chance that a request of a session draws its model, instead of that of the request before.
    private const double DrawPart = 0.25;

    // Requests of a session: most are short, some very long.
    private const double ShortSession = 3;
    private const double LongSession = 16;
    private const double LongPart = 0.12;

    // Seconds between requests of a session.
    private const double ShortGap = 60;
    private const double LongGap = 400;
    private const double LongGapPart = 0.15;

    // How much the number of sessions varies from hour to hour: deviation of its logarithm.
    private const double HourSpread = 0.6;

    // How the sessions of a day fall on its hours: a long day and a quiet night.
    private static readonly double[] Profile = [3, 4, 2, 3, 7, 8, 8, 8, 6, 4, 3.5, 3, 3, 2.5, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0.5];

    /// <summary>Number of nodes; each tenant has its own.</summary>
    public required int Nodes { get; init; }

    /// <summary>Number of models.</summary>
    public int Models { get; init; } = 87;

    /// <summary>Length in seconds of the service's clock.</summary>
    public double Seconds { get; init; } = 16 * HoursPerDay * SecondsPerHour;

    /// <summary>Mean rate in requests per second of the service's clock.</summary>
    public double RequestsPerSecond { get; init; } = RecordedRequestsPerSecond;

    /// <summary>How many times faster than on the service's clock requests come.</summary>
    public double Compression { get; init; } = 1;

    /// <summary>Terms of the requests.</summary>
    public RequestTerms Terms { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ClusterRequest> Create(int seed)
    {
        var (starts, sessions, terms) = (RandomStreams.Of(seed, RandomStream.Arrivals), RandomStreams.Of(seed, RandomStream.Sessions), RandomStreams.Of(seed, RandomStream.Terms));
        var (models, coming, tenants) = (new RecentModels(Models, RandomStreams.Of(seed, RandomStream.Popularity)), new PriorityQueue<Session, double>(), 0);
        foreach (var start in Starts(starts).Append(double.PositiveInfinity))
        {
            while (coming.TryPeek(out var session, out var time) && time <= start)
            {
                coming.Dequeue();
                if (time < Seconds)
                    yield return Terms.Request(time / Compression, HomeNode.Of($"T{session.Tenant}", Nodes), session.Model, session.Tenant, terms);
                models.Note(time, session.Model);
                if (--session.Left <= 0)
                    continue;
                if (sessions.NextDouble() < DrawPart)
                    session.Model = models.Draw(time);
                coming.Enqueue(session, time + Exponential(sessions, sessions.NextDouble() < LongGapPart ? LongGap : ShortGap));
            }

            if (start < Seconds)
                coming.Enqueue(new() { Tenant = tenants++, Model = models.Draw(start), Left = Geometric(sessions, sessions.NextDouble() < LongPart ? LongSession : ShortSession) }, start);
        }
    }

    /// <summary>Times at which sessions begin: Poisson within each hour, whose rate is drawn.</summary>
    private IEnumerable<double> Starts(Random random)
    {
        var perDay = RequestsPerSecond * SecondsPerHour * HoursPerDay / ((LongPart * LongSession) + ((1 - LongPart) * ShortSession));
        for (var hour = 0; hour * SecondsPerHour < Seconds; hour++)
        {
            var surge = Math.Exp((HourSpread * Normal(random)) - (HourSpread * HourSpread / 2));
            var rate = perDay * Profile[hour % HoursPerDay] / Profile.Sum() * surge / SecondsPerHour;
            if (rate <= 0)
                continue;
            for (var time = Exponential(random, 1 / rate); time < SecondsPerHour; time += Exponential(random, 1 / rate))
                yield return (hour * SecondsPerHour) + time;
        }
    }

    private static double Exponential(Random random, double mean) => -mean * Math.Log(1 - random.NextDouble());

    private static int Geometric(Random random, double mean) => 1 + (int)(Math.Log(1 - random.NextDouble()) / Math.Log(1 - (1 / mean)));

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Draws models: anew, or again.</summary>
    private sealed class RecentModels(int models, Random random)
    {
        private readonly ZipfTable _zipf = new(models, Exponent, Shift);
        private readonly List<(double Time, int Model)> _asked = [];
        private int _first;

        public void Note(double time, int model) => _asked.Add((time, model));

        public int Draw(double now)
        {
            while (_first < _asked.Count && _asked[_first].Time < now - AgainSeconds)
                _first++;
            return _first < _asked.Count && random.NextDouble() < AgainPart ? _asked[random.Next(_first, _asked.Count)].Model : _zipf.Draw(random);
        }
    }

    private sealed class Session
    {
        public required int Tenant { get; init; }

        public required int Model { get; set; }

        public required int Left { get; set; }
    }
}
