using System.Globalization;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Negotiation;
using EdgeAigc.Core.Routing;
using EdgeAigc.Grains.Negotiation;

namespace EdgeAigc.Grains.Routing;

/// <summary>What a request has been through: who was asked, who refused, what was promised before a node was lost.</summary>
/// <param name="runId">Name of the run.</param>
/// <param name="request">The request, with its model.</param>
/// <param name="time">Clock.</param>
internal sealed class RequestCourse(string runId, GenerationRequest request, TimeProvider time)
{
    // Lapsed offers mean that answers travel for longer than offers last; there is no use in going on for ever.
    private const int MaxLapses = 3;

    private readonly long _start = time.GetTimestamp();
    private readonly AskedNodes _asked = new();
    private readonly HashSet<string> _lost = new(StringComparer.Ordinal);
    private readonly int? _statedSteps = request.Steps;
    private GenerationPromise? _promised;
    private bool _askedCloud;
    private int _bids;
    private int _lapses;

    /// <summary>The request as it is asked for now.</summary>
    public GenerationRequest Wanted { get; private set; } = request;

    /// <summary>Whether it has not asked anybody yet.</summary>
    public bool IsNew => _bids == 0;

    /// <summary>Nodes that need not be asked any more.</summary>
    public IReadOnlySet<string> Excluded => _asked.Excluded;

    /// <summary>The refusal that is nearest to what was asked for, or null.</summary>
    public GenerationFailed? Refusal { get; private set; }

    /// <summary>Whether a node's event means that another node may do better.</summary>
    public static bool IsRefusal(GenerationEvent next) => next is GenerationFailed
    {
        Code: FailureCodes.QueueFull or FailureCodes.NodeUnavailable or FailureCodes.ModelUnusable or FailureCodes.ModelTooLarge
            or FailureCodes.ModelCold or FailureCodes.DeadlineUnreachable or FailureCodes.Outbid or FailureCodes.OfferLapsed,
    };

    /// <summary>The next bid; each has a name of its own, so that no answer is taken for that of another.</summary>
    public GenerationBid NextBid() => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{runId}/{_bids++}"),
        Request = Wanted with { InitialImage = null, Strength = null },
        Elapsed = time.GetElapsedTime(_start),
        // A picture to start from leaves out the first part of the steps.
        IsLastResort = _asked.IsLastResort,
        StepsPart = Wanted.InitialImage is null ? 1 : Math.Clamp(Wanted.Strength ?? 1, 0, 1),
    };

    /// <summary>Nobody offered anything. False when asking others is of no use, because the request itself is at fault.</summary>
    public bool MayTryElsewhere(NegotiationResult result)
    {
        foreach (var (node, reply) in result.Replies)
        {
            var failure = (reply as BidRefused)?.Failure;
            _asked.Exclude(node, failure?.Code == FailureCodes.ModelCold);
            if (failure is not null && !IsRefusal(failure))
                return false;
        }

        if (result.Refusal is { } refusal && (Refusal?.Possible?.Earliest ?? TimeSpan.MaxValue) >= (refusal.Possible?.Earliest ?? TimeSpan.MaxValue))
            Refusal = refusal;
        return true;
    }

    /// <summary>A node was lost, or refused after all.</summary>
    public void NoteLoss(string node, NodeOffer offer, GenerationFailed? refusal)
    {
        if (refusal is { Code: FailureCodes.OfferLapsed } && _lapses++ < MaxLapses)
            return;
        Refusal = refusal;
        _asked.Exclude(node);
        if (refusal is not null)
            return;
        // The same seed and steps make the same image elsewhere.
        _lost.Add(node);
        _promised ??= offer.Promise;
        Wanted = Wanted with { Steps = Wanted.Steps ?? _promised.Steps };
    }

    /// <summary>Whether the cloud upstream may be asked, which it is once, and only for models that the cluster has.</summary>
    public bool MayAskCloud()
    {
        var may = !_askedCloud && _bids > 0;
        _askedCloud |= may;
        return may;
    }

    /// <summary>The cloud upstream did not serve it either; what the nodes said tells the caller more.</summary>
    public void NoteCloudFailed(GenerationFailed failure) => Refusal ??= failure;

    /// <summary>Nodes that could serve the request spared themselves the load: asks them again, and now they must. False when there are none.</summary>
    public bool Insist()
    {
        if (!_asked.Insist())
            return false;
        Refusal = null;
        return true;
    }

    /// <summary>Everybody refused what was promised to the request before it lost its node: it is better served differently, and then
    /// late, than not at all. False when nothing is left to give up.</summary>
    public bool Relax()
    {
        if (_promised is null || Refusal is null)
            return false;
        if (Wanted.Steps != _statedSteps)
            Wanted = Wanted with { Steps = _statedSteps };
        else if (Wanted.Deadline is not null)
            Wanted = Wanted with { Deadline = null };
        else
            return false;
        _asked.Readmit(_lost);
        Refusal = null;
        return true;
    }
}
