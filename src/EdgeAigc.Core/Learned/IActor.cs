namespace EdgeAigc.Core.Learned;

/// <summary>A trained deterministic or noise-driven policy. Keeps working memory, so it is not for several threads at once.</summary>
public interface IActor
{
    /// <summary>Length of the state.</summary>
    int StateSize { get; }

    /// <summary>Length of the action.</summary>
    int ActionSize { get; }

    /// <summary>Standard normal numbers that an action uses up; 0 for a deterministic policy.</summary>
    int NoiseSize { get; }

    /// <summary>Computes an action, each number in [−1, 1].</summary>
    void Act(ReadOnlySpan<float> state, ReadOnlySpan<float> noise, Span<float> action);
}
