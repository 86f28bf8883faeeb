namespace EdgeAigc.Core.Learned;

/// <summary>Makes the actor of a policy file.</summary>
public static class Actors
{
    /// <summary>The actor.</summary>
    /// <exception cref="InvalidDataException">The policy is no actor, or its weights do not fit together.</exception>
    public static IActor Create(PolicyWeights policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Kind switch
        {
            PolicyKinds.PerceptronActor => new PerceptronActor(policy),
            PolicyKinds.DiffusionActor => new DiffusionActor(policy),
            PolicyKinds.SharedActor => new SharedActor(policy),
            _ => throw new InvalidDataException($"A policy of kind '{policy.Kind}' is no actor."),
        };
    }
}
