using EdgeAigc.Core.Learned;

namespace EdgeAigc.UnitTests.Learned;

/// <summary>What weight files say of their training.</summary>
public sealed class AttributesTests
{
    private static readonly TrainedCache Trained = new(["a", "b c"], [1.0 / 3, 2], 2.5, [0.1, 1e-17], [0.18, 0.02], [0.2, 1]);

    private static readonly SlotScales Scales = new(new(24.123456789012345, 1.0 / 3), new(15, 0.1), [new(1, 2), new(3, 4), new(-5, 6), new(7, 8)], 0.5, 0.005);

    [Fact]
    public void TrainedCache_LoadAfterSave_IsTheSame()
    {
        var policy = new PolicyWeights(PolicyKinds.SetValues);
        Trained.Save(policy);

        var loaded = TrainedCache.Load(policy);

        Assert.Equal(Trained.Names, loaded.Names);
        Assert.Equal(Trained.CacheModels, loaded.CacheModels);
        Assert.Equal(Trained.CacheGigabytes, loaded.CacheGigabytes);
        Assert.Equal(Trained.Gigabytes, loaded.Gigabytes);
        Assert.Equal(Trained.ZipfSkews, loaded.ZipfSkews);
    }

    [Fact]
    public void SlotScales_LoadAfterSave_IsTheSame()
    {
        var policy = new PolicyWeights(PolicyKinds.SharedActor);
        Scales.Save(policy);

        var loaded = SlotScales.Load(policy);

        Assert.Equal((Scales.Gain, Scales.Bits, Scales.Temperature, Scales.LeastShare), (loaded.Gain, loaded.Bits, loaded.Temperature, loaded.LeastShare));
        Assert.Equal(Scales.Models, loaded.Models);
    }

    [Fact]
    public void Load_EveryAttributeThatIsMissingOrNonsense_IsRefusedByName()
    {
        foreach (var nonsense in (string?[])[null, "x", "1 nan", "1 0;2 3"])
        {
            foreach (var name in Attributes(Trained.Save).Except(["models"]))
                Assert.Throws<InvalidDataException>(() => TrainedCache.Load(Broken(Trained.Save, name, nonsense)));
            foreach (var name in Attributes(Scales.Save))
                Assert.Throws<InvalidDataException>(() => SlotScales.Load(Broken(Scales.Save, name, nonsense)));
        }

        Assert.Throws<InvalidDataException>(() => TrainedCache.Load(Broken(Trained.Save, "models", "a")));
    }

    private static PolicyWeights Broken(Action<PolicyWeights> save, string name, string? value)
    {
        var policy = new PolicyWeights(PolicyKinds.SetValues);
        save(policy);
        if (value is null)
            policy.Attributes.Remove(name);
        else
            policy.Attributes[name] = value;
        return policy;
    }

    private static SortedDictionary<string, string>.KeyCollection Attributes(Action<PolicyWeights> save)
    {
        var policy = new PolicyWeights(PolicyKinds.SetValues);
        save(policy);
        return policy.Attributes.Keys;
    }
}
