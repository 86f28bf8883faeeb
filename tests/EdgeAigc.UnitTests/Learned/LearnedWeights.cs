using System.Globalization;
using EdgeAigc.Core.Learned;

namespace EdgeAigc.UnitTests.Learned;

/// <summary>Weights of both stages that were never trained.</summary>
internal static class LearnedWeights
{
    private static readonly SlotScales Scales = new(new(25, 2), new(15.5, 0.2), [new(8, 4), new(0.4, 0.3), new(3, 2), new(0.02, 0.01)], Temperature: 1, LeastShare: 0.005);

    /// <summary>An actor for that many users, with weights by lot; null gives weights 0, whose actions are all 0.</summary>
    public static PolicyWeights Actor(string kind, int users, int? seed = 1)
    {
        var random = seed is { } value ? new Random(value) : null;
        PolicyTensor Draw(params int[] shape) =>
            new(shape, [.. Enumerable.Range(0, shape.Aggregate((a, b) => a * b)).Select(_ => random is null ? 0 : (2 * random.NextSingle()) - 1)]);
        var policy = new PolicyWeights(kind) { Attributes = { ["users"] = users.ToString(CultureInfo.InvariantCulture) } };
        void Layer(string name, int inputs, int outputs) => (policy.Tensors[$"{name}.0.weight"], policy.Tensors[$"{name}.0.bias"]) = (Draw(outputs, inputs), Draw(outputs));
        switch (kind)
        {
            case PolicyKinds.SharedActor:
                Layer("encoder", UserFeatures.PerUser, 3);
                Layer("head", UserFeatures.PerUser + 3, 2);
                break;
            case PolicyKinds.DiffusionActor:
                policy.Attributes["steps"] = "3";
                Layer("actor", (UserFeatures.PerUser * users) + DiffusionSchedule.EmbeddingSize + (2 * users), 2 * users);
                break;
            default:
                Layer("actor", UserFeatures.PerUser * users, 2 * users);
                break;
        }

        Scales.Save(policy);
        return policy;
    }

    /// <summary>Values of each model, whatever the state: what the model's own mark is worth.</summary>
    public static PolicyWeights ModelValues(TrainedCache trained, params double[] values)
    {
        var features = new CacheFeatures(trained.CacheModels, trained.ZipfSkews.Count, perModel: true);
        var weights = new float[features.PerModel];
        for (var model = 0; model < values.Length; model++)
            weights[features.PerModel - trained.ZipfSkews.Count - values.Length + model] = (float)values[model];
        var policy = new PolicyWeights(PolicyKinds.SetValues) { Attributes = { ["items"] = trained.Models.ToString(CultureInfo.InvariantCulture) } };
        (policy.Tensors["values.0.weight"], policy.Tensors["values.0.bias"]) = (new([1, features.PerModel], weights), new([1], [0]));
        trained.Save(policy);
        return policy;
    }

    /// <summary>Values of the maximal sets of the training, whatever the state.</summary>
    public static PolicyWeights SetValues(TrainedCache trained, Func<ModelSet, double> value)
    {
        var inputs = new CacheFeatures(trained.CacheModels, trained.ZipfSkews.Count, perModel: false).Size;
        float[] values = [.. new CacheSets(trained.Gigabytes, trained.CacheGigabytes).Maximal.Select(set => (float)value(set))];
        var policy = new PolicyWeights(PolicyKinds.ActionValues);
        (policy.Tensors["values.0.weight"], policy.Tensors["values.0.bias"]) = (new([values.Length, inputs], new float[values.Length * inputs]), new([values.Length], values));
        trained.Save(policy);
        return policy;
    }

    /// <summary>A training on models of 4 GB and a cache for two of them.</summary>
    public static TrainedCache Trained(params string[] models) => new(
        models, [.. models.Select(_ => 4.0)], 8, [.. models.Select(_ => 0.5)], [.. models.Select(_ => 0.02)], [0.2, 0.5, 1]);
}
