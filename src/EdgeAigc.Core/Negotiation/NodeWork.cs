namespace EdgeAigc.Core.Negotiation;

/// <summary>What the node has promised, and how long it will take: commitments, and the pace of each model.</summary>
internal sealed class NodeWork
{
    private readonly Dictionary<string, ServedModel> _models = new(StringComparer.Ordinal);
    private readonly double _uncalibratedStepSeconds;
    private readonly Dictionary<string, Commitment> _commitments = new(StringComparer.Ordinal);
    private readonly List<Commitment> _toMake = [];
    private readonly List<Commitment> _toDeliver = [];
    private readonly List<Commitment> _offers = [];

    public NodeWork(IEnumerable<ModelProfile> profiles, double uncalibratedStepSeconds)
    {
        _uncalibratedStepSeconds = uncalibratedStepSeconds;
        foreach (var profile in profiles)
            Learn(profile);
    }

    /// <summary>Adds a model; without effect when it is known.</summary>
    public void Learn(ModelProfile profile)
    {
        if (!_models.ContainsKey(profile.Name))
            _models.Add(profile.Name, new(profile, _uncalibratedStepSeconds));
    }

    /// <summary>Number of offers and promises whose results have not left the node.</summary>
    public int Count => _commitments.Count;

    /// <summary>What the device has to make, by expected time and then by name: the same order on every machine.</summary>
    public IReadOnlyList<Commitment> ToMake => _toMake;

    /// <summary>What is ready and has not left, in the order in which it became ready.</summary>
    public IReadOnlyList<Commitment> ToDeliver => _toDeliver;

    /// <summary>The model, or null.</summary>
    public ServedModel? FindModel(string name) => _models.GetValueOrDefault(name);

    /// <summary>The commitment, or null.</summary>
    public Commitment? Find(string id) => _commitments.GetValueOrDefault(id);

    /// <summary>Device seconds that are promised.</summary>
    public double Seconds()
    {
        var sum = 0.0;
        foreach (var commitment in _toMake)
            sum += commitment.SecondsLeft;
        return sum;
    }

    /// <summary>Device seconds that are promised to a tenant.</summary>
    public double SecondsOf(string tenant)
    {
        var sum = 0.0;
        foreach (var commitment in _toMake)
            sum += commitment.Bid.Tenant == tenant ? commitment.SecondsLeft : 0;
        return sum;
    }

    /// <summary>Makes an offer count.</summary>
    public void Add(Commitment commitment)
    {
        _commitments.Add(commitment.Bid.Id, commitment);
        var place = _toMake.BinarySearch(commitment, ByExpected.Instance);
        _toMake.Insert(place < 0 ? ~place : place, commitment);
        _offers.Add(commitment);
        commitment.Model.Images++;
    }

    /// <summary>The offer was taken.</summary>
    public void Accept(Commitment commitment)
    {
        commitment.IsAccepted = true;
        _offers.Remove(commitment);
    }

    /// <summary>Takes a commitment off the node.</summary>
    public void Remove(Commitment commitment)
    {
        if (!_commitments.Remove(commitment.Bid.Id))
            return;
        _offers.Remove(commitment);
        if (commitment.IsReady)
            _toDeliver.Remove(commitment);
        else
            EndMaking(commitment);
    }

    /// <summary>The device is done with an image.</summary>
    public void MarkReady(Commitment commitment)
    {
        if (commitment.IsReady)
            return;
        commitment.IsReady = true;
        if (Find(commitment.Bid.Id) != commitment)
            return;
        EndMaking(commitment);
        _toDeliver.Add(commitment);
    }

    /// <summary>Takes back the offers that nobody took in time.</summary>
    /// <param name="now">Now.</param>
    /// <param name="lapsed">Is told the bids of those.</param>
    public void Lapse(double now, Action<Bid> lapsed)
    {
        for (var i = _offers.Count - 1; i >= 0; i--)
        {
            if (_offers[i].Lapse > now)
                continue;
            lapsed(_offers[i].Bid);
            Remove(_offers[i]);
        }
    }

    private void EndMaking(Commitment commitment)
    {
        _toMake.RemoveAt(_toMake.BinarySearch(commitment, ByExpected.Instance));
        commitment.Model.Images--;
    }

    private sealed class ByExpected : IComparer<Commitment>
    {
        public static readonly ByExpected Instance = new();

        public int Compare(Commitment? x, Commitment? y)
        {
            var order = x!.Expected.CompareTo(y!.Expected);
            return order != 0 ? order : string.CompareOrdinal(x.Bid.Id, y.Bid.Id);
        }
    }
}
