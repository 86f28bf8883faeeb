using System.Globalization;

namespace EdgeAigc.Core.Learned;

/// <summary>What a policy of stage two must know of its training to run anywhere; it stands among the attributes of its file.</summary>
/// <param name="Gain">Scale of ln(channel gain).</param>
/// <param name="Bits">Scale of ln(bits).</param>
/// <param name="Models">Scales of the numbers of <see cref="ModelTraits"/>.</param>
/// <param name="Temperature">Factor of the action in the softmax of the shares.</param>
/// <param name="LeastShare">Least share that a user had.</param>
public sealed record SlotScales(FeatureScale Gain, FeatureScale Bits, IReadOnlyList<FeatureScale> Models, double Temperature, double LeastShare)
{
    private const string GainName = "scale.gain", BitsName = "scale.bits", ModelsName = "scale.models", TemperatureName = "temperature", LeastName = "least-share";

    /// <summary>Writes it among a policy's attributes.</summary>
    public void Save(PolicyWeights policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        (policy.Attributes[GainName], policy.Attributes[BitsName]) = (Gain.ToString(), Bits.ToString());
        policy.Attributes[ModelsName] = string.Join(';', Models);
        policy.Attributes[TemperatureName] = Temperature.ToString("R", CultureInfo.InvariantCulture);
        policy.Attributes[LeastName] = LeastShare.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>Reads it from a policy.</summary>
    /// <exception cref="InvalidDataException">It is not there, or not whole.</exception>
    public static SlotScales Load(PolicyWeights policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        FeatureScale[] models = [.. policy.Text(ModelsName).Split(';').Select(FeatureScale.Parse)];
        return models.Length == ModelTraits.Count
            ? new(FeatureScale.Parse(policy.Text(GainName)), FeatureScale.Parse(policy.Text(BitsName)), models, policy.Real(TemperatureName), policy.Real(LeastName))
            : throw new InvalidDataException($"The policy scales {models.Length} numbers of a model; there are {ModelTraits.Count}.");
    }
}
