namespace EdgeAigc.Core.Learned;

/// <summary>Kinds of trained policies.</summary>
public static class PolicyKinds
{
    /// <summary>Actor: one perceptron from the whole state to the whole action.</summary>
    public const string PerceptronActor = "perceptron-actor";

    /// <summary>Actor: a denoising chain conditioned on the state.</summary>
    public const string DiffusionActor = "diffusion-actor";

    /// <summary>Actor: one network for every user, with the mean over users as context.</summary>
    public const string SharedActor = "shared-actor";

    /// <summary>Values of actions: a perceptron with one output for each.</summary>
    public const string ActionValues = "action-values";

    /// <summary>Values of sets: one network for every item, whose values add up.</summary>
    public const string SetValues = "set-values";
}
