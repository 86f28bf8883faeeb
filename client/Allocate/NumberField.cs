namespace EdgeAigc.Client.Allocate;

/// <summary>A number in a problem file: the reader checks by it, and the schema is written from it.</summary>
/// <param name="Name">Name of the field.</param>
/// <param name="Description">What it means, with its unit.</param>
internal sealed record NumberField(string Name, string Description)
{
    /// <summary>Least value; none when −∞.</summary>
    public double Minimum { get; init; }

    /// <summary>Whether the value must be above <see cref="Minimum"/>.</summary>
    public bool IsAbove { get; init; }

    /// <summary>Greatest value; none when ∞.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>Whether it may be null or absent, which means that there is no such limit.</summary>
    public bool IsOptional { get; init; }

    /// <summary>What a value must be, or null when this one is so.</summary>
    public string? Refuse(double value)
    {
        if (!double.IsFinite(value))
            return "finite";
        if (IsAbove && value <= Minimum)
            return FormattableString.Invariant($"above {Minimum}");
        if (value >= Minimum && value <= Maximum)
            return null;
        return double.IsFinite(Maximum)
            ? FormattableString.Invariant($"from {Minimum} to {Maximum}")
            : FormattableString.Invariant($"at least {Minimum}");
    }
}
