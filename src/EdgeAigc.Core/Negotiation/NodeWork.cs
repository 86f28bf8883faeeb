namespace EdgeAigc.Core.Negotiation;

/// <summary>What the node has promised, and how long it will take: commitments, and the pace of each model.</summary>
internal sealed class NodeWork
{
    private readonly Dictionary<string, ModelProfile> _profiles;
    private readonly Dictionary<string, ModelPace> _paces;
    private readonly Dictionary<string, Commitment> _commitments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _images = new(StringComparer.Ordinal);

    public NodeWork(IEnumerable<ModelProfile> profiles, double uncalibratedStepSeconds)
    {
        _profiles = profiles.ToDictionary(profile => profile.Name, StringComparer.Ordinal);
        _paces = _profiles.ToDictionary(pair => pair.Key, pair => new ModelPace(pair.Value, uncalibratedStepSeconds), StringComparer.Ordinal);
    }

    /// <summary>Offers and promises, in no order.</summary>
    public Dictionary<string, Commitment>.ValueCollection Commitments => _commitments.Values;

    /// <summary>The model, or null.</summary>
    public ModelProfile? FindProfile(string model) => _profiles.GetValueOrDefault(model);

    /// <summary>Pace of a model of the node.</summary>
    public ModelPace PaceOf(string model) => _paces[model];

    /// <summary>The commitment, or null.</summary>
    public Commitment? Find(string id) => _commitments.GetValueOrDefault(id);

    public void Add(Commitment commitment)
    {
        _commitments.Add(commitment.Bid.Id, commitment);
        CountImage(commitment.Bid.Model, 1);
    }

    public void Remove(Commitment commitment)
    {
        if (_commitments.Remove(commitment.Bid.Id) && !commitment.IsReady)
            CountImage(commitment.Bid.Model, -1);
    }

    /// <summary>The device is done with an image.</summary>
    public void MarkReady(Commitment commitment)
    {
        if (commitment.IsReady)
            return;
        commitment.IsReady = true;
        if (_commitments.ContainsKey(commitment.Bid.Id))
            CountImage(commitment.Bid.Model, -1);
    }

    /// <summary>τ in seconds for a bid, when that many more images of its model are made than are promised.</summary>
    public double StepSeconds(Bid bid, int more) =>
        bid.Work * PaceOf(bid.Model).StepSeconds(Math.Max(1, _images.GetValueOrDefault(bid.Model) + more));

    /// <summary>o in seconds for a bid.</summary>
    public double FixedSeconds(Bid bid) => PaceOf(bid.Model).FixedSeconds;

    /// <summary>Device seconds that a commitment still needs.</summary>
    public double Left(Commitment commitment) =>
        commitment.IsReady ? 0 : FixedSeconds(commitment.Bid) + (commitment.StepsLeft * StepSeconds(commitment.Bid, 0));

    /// <summary>Puts the promises on the device and on the link.</summary>
    public void FillTimelines(WorkTimeline device, LinkTimeline link, double now, double egressBitsPerSecond)
    {
        device.Reset(now);
        link.Reset();
        foreach (var commitment in _commitments.Values)
        {
            if (!commitment.IsReady)
                device.Add(commitment.Expected, Left(commitment));
            link.Add(commitment.Expected, commitment.Bid.PayloadBits / egressBitsPerSecond);
        }
    }

    private void CountImage(string model, int change) => _images[model] = _images.GetValueOrDefault(model) + change;
}
