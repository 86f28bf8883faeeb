using EdgeAigc.Core.Learned;

namespace EdgeAigc.UnitTests.Learned;

public sealed class PolicyWeightsTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.policy");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Load_AfterSave_GivesTheSamePolicy()
    {
        var saved = Policies.Perceptron();
        saved.Attributes["scenario"] = "paper";
        saved.Save(_path);

        var loaded = PolicyWeights.Load(_path);

        Assert.Equal(saved.Kind, loaded.Kind);
        Assert.Equal(saved.Attributes, loaded.Attributes);
        Assert.Equal(saved.Tensors.Keys, loaded.Tensors.Keys);
        Assert.All(saved.Tensors.Keys, name =>
        {
            Assert.Equal(saved.Tensors[name].Shape, loaded.Tensors[name].Shape);
            Assert.Equal(saved.Tensors[name].Values, loaded.Tensors[name].Values);
        });
    }

    [Fact]
    public void Load_EveryTruncation_IsRefused()
    {
        Policies.Perceptron().Save(_path);
        var whole = File.ReadAllBytes(_path);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_path, whole[..length]);
            Assert.Throws<InvalidDataException>(() => PolicyWeights.Load(_path));
        }
    }

    [Fact]
    public void Load_OtherVersion_IsNamed()
    {
        Policies.Perceptron().Save(_path);
        var bytes = File.ReadAllBytes(_path);
        bytes[7] = (byte)'2';
        File.WriteAllBytes(_path, bytes);
        Assert.Contains("version 2", Assert.Throws<InvalidDataException>(() => PolicyWeights.Load(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Actors_PolicyThatDoesNotFitTogether_IsRefused()
    {
        var policy = Policies.Perceptron();
        policy.Tensors["actor.1.weight"] = new([1, 3], [1, 2, 3]);
        Assert.Contains("3 inputs", Assert.Throws<InvalidDataException>(() => Actors.Create(policy)).Message, StringComparison.Ordinal);
        policy.Tensors.Remove("actor.0.bias");
        Assert.Contains("actor.0.bias", Assert.Throws<InvalidDataException>(() => Actors.Create(policy)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => Actors.Create(new(PolicyKinds.ActionValues)));
        Assert.Throws<InvalidDataException>(() => new ActionValues(policy));
    }
}
