namespace EdgeAigc.Core.Learned;

/// <summary>Stage two of a trained policy: from the users of a slot to the action. Keeps working memory, so it is not for several threads at once.</summary>
public sealed class SlotActor
{
    private readonly IActor _actor;
    private readonly UserFeatures _features;
    private readonly (float[] State, float[] Noise, float[] Action) _memory;
    private Random _random;

    /// <summary>Takes the actor into use.</summary>
    /// <param name="actor">The actor.</param>
    /// <param name="scales">How it was trained.</param>
    /// <param name="seed">Seed of its chance.</param>
    /// <exception cref="InvalidDataException">The actor's state or action is not that of a number of users.</exception>
    public SlotActor(IActor actor, SlotScales scales, int seed)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(scales);
        Users = actor.ActionSize / 2;
        if (actor.ActionSize != 2 * Users || actor.StateSize != UserFeatures.PerUser * Users)
            throw new InvalidDataException($"The actor takes {actor.StateSize} numbers and gives {actor.ActionSize}; it must take {UserFeatures.PerUser} and give 2 of each user.");
        (_actor, _features, Scales, _random) = (actor, new(scales), scales, new(seed));
        _memory = (new float[actor.StateSize], new float[actor.NoiseSize], new float[actor.ActionSize]);
    }

    /// <summary>Number of users of a slot.</summary>
    public int Users { get; }

    /// <summary>How it was trained.</summary>
    public SlotScales Scales { get; }

    /// <summary>Starts its chance anew.</summary>
    public void Restart(int seed) => _random = new(seed);

    /// <summary>The action, valid until the next call: steps of all users, then bandwidth of all, each in [−1, 1].</summary>
    /// <param name="users">As many users as <see cref="Users"/>.</param>
    public ReadOnlySpan<float> Act(ReadOnlySpan<SlotUser> users)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(users.Length, Users);
        _features.Write(users, _memory.State);
        foreach (ref var number in _memory.Noise.AsSpan())
            number = (float)(Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()));
        _actor.Act(_memory.State, _memory.Noise, _memory.Action);
        return _memory.Action;
    }
}
