namespace EdgeAigc.Gateway.Images;

/// <summary>What the quality names of OpenAI's API mean here.</summary>
/// <param name="Preference">Preference between quality (0) and latency (1); null for the cluster's default.</param>
/// <param name="MinQuality">Lowest acceptable quality, from 0 to 1, by the model's measured curve; null for any.</param>
internal sealed record QualityLevels(double? Preference, double? MinQuality)
{
    /// <summary>The names, in the order in which messages tell them.</summary>
    public const string Names = "auto, low, medium, high, standard or hd";

    private static readonly Dictionary<string, QualityLevels> Levels = new(StringComparer.Ordinal)
    {
        ["auto"] = new(null, null),
        ["low"] = new(0.5, null),
        ["medium"] = new(0.1, 0.5),
        ["high"] = new(0.01, 0.9),
        ["standard"] = new(0.1, 0.5),
        ["hd"] = new(0.01, 0.9),
    };

    /// <summary>The level of a name, or null when there is none.</summary>
    public static QualityLevels? Find(string? name) => Levels.GetValueOrDefault(name ?? "auto");
}
