namespace EdgeAigc.Core.Learned;

/// <summary>Stage two of a policy file, for as many users as are asked for where its network is shared by the users, and else for those that
/// it was trained for. Keeps working memory, so it is not for several threads at once.</summary>
public sealed class SlotActors
{
    private readonly PolicyWeights _policy;
    private readonly SlotScales _scales;
    private readonly Dictionary<int, SlotActor> _actors = [];

    /// <summary>Takes the policy into use.</summary>
    /// <exception cref="InvalidDataException">It is no actor of stage two, or does not say how its features are scaled.</exception>
    public SlotActors(PolicyWeights policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var actor = Actors.Create(policy);
        (_policy, _scales) = (policy, SlotScales.Load(policy));
        var trained = new SlotActor(actor, _scales, seed: 0);
        Users = policy.Kind == PolicyKinds.SharedActor ? null : trained.Users;
        _actors.Add(trained.Users, trained);
    }

    /// <summary>Number of users of every slot; null where any number will do.</summary>
    public int? Users { get; }

    /// <summary>How it was trained.</summary>
    public SlotScales Scales => _scales;

    /// <summary>The actor for that many users.</summary>
    /// <param name="users">Their number; only <see cref="Users"/> where that is not null.</param>
    public SlotActor For(int users)
    {
        if (!_actors.TryGetValue(users, out var actor))
            _actors.Add(users, actor = new(new SharedActor(_policy, users), _scales, seed: 0));
        return actor;
    }
}
