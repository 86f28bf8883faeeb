using System.Globalization;

namespace EdgeAigc.Core.Learned;

/// <summary>What a policy of stage one was trained for; it stands among the attributes of its file. Lists are in the order of the models.</summary>
/// <param name="Names">Names of the models; empty when the training had none.</param>
/// <param name="Gigabytes">Their sizes in GB.</param>
/// <param name="CacheGigabytes">Size of the cache in GB.</param>
/// <param name="Gains">Gain of each one's best level.</param>
/// <param name="StepSeconds">Time of a step of each in seconds.</param>
/// <param name="ZipfSkews">Zipf exponents of the popularity states.</param>
public sealed record TrainedCache(
    IReadOnlyList<string> Names, IReadOnlyList<double> Gigabytes, double CacheGigabytes, IReadOnlyList<double> Gains, IReadOnlyList<double> StepSeconds,
    IReadOnlyList<double> ZipfSkews)
{
    private const string NamesName = "models", SizesName = "gigabytes", CacheName = "cache-gigabytes", GainsName = "gains", SecondsName = "step-seconds", SkewsName = "zipf-skews";

    /// <summary>Number of models.</summary>
    public int Models => Gigabytes.Count;

    /// <summary>The models as the policy was told of them.</summary>
    public CacheModel[] CacheModels => [.. Gigabytes.Select((size, model) => new CacheModel(size / CacheGigabytes, Gains[model], StepSeconds[model]))];

    /// <summary>Writes it among a policy's attributes.</summary>
    public void Save(PolicyWeights policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        policy.Attributes[NamesName] = string.Join('\n', Names);
        policy.Attributes[CacheName] = CacheGigabytes.ToString("R", CultureInfo.InvariantCulture);
        foreach (var (name, values) in (ReadOnlySpan<(string, IReadOnlyList<double>)>)[(SizesName, Gigabytes), (GainsName, Gains), (SecondsName, StepSeconds), (SkewsName, ZipfSkews)])
            policy.Attributes[name] = string.Join(' ', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
    }

    /// <summary>Reads it from a policy.</summary>
    /// <exception cref="InvalidDataException">It is not there, or its parts do not fit together.</exception>
    public static TrainedCache Load(PolicyWeights policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var trained = new TrainedCache(
            policy.Text(NamesName).Split('\n', StringSplitOptions.RemoveEmptyEntries), Numbers(policy, SizesName), policy.Real(CacheName), Numbers(policy, GainsName), Numbers(policy, SecondsName),
            Numbers(policy, SkewsName));
        if (trained.Models is 0 or > CacheSets.MaxModels || (trained.Names.Count > 0 && trained.Names.Count != trained.Models)
            || trained.Gains.Count != trained.Models || trained.StepSeconds.Count != trained.Models || trained.ZipfSkews.Count == 0 || !(trained.CacheGigabytes > 0))
            throw new InvalidDataException($"The policy of kind {policy.Kind} does not say of 1 to {CacheSets.MaxModels} models, each with size, gain and time of a step, what it was trained for.");
        return trained;
    }

    private static double[] Numbers(PolicyWeights policy, string name) => [.. policy.Text(name).Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(text => double.TryParse(text, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new InvalidDataException($"The policy of kind {policy.Kind} has '{text}' among its '{name}', which is no number."))];
}
