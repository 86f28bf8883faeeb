using System.Globalization;
using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.Learned;
using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Training.Optimization;
using EdgeAigc.Training.TwoTimescale.Networks;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale;

/// <summary>
/// Double deep Q-learning (van Hasselt et al., 2016) over the maximal cache sets: the online network picks the next action, the target network
/// values it. With values per model (ours), one network values every model and a set is worth the sum.
/// </summary>
internal sealed class FrameLearner : IDisposable
{
    /// <summary>Kinds of rows in the replay.</summary>
    public const int State = 0, Action = 1, Reward = 2;

    private const int Hidden = 128;

    private readonly MethodSettings _settings;
    private readonly int _models;
    private readonly Mlp _online;
    private readonly Mlp _target;
    private readonly AdamW _optimizer;
    private readonly Tensor? _membership;

    public FrameLearner(Scenario scenario, MethodSettings settings)
    {
        (_settings, _models) = (settings, scenario.Models.Count);
        PerModel = settings.Method == MethodSettings.Shared;
        var features = new FrameFeatures(scenario, PerModel);
        var actions = scenario.MaximalSets.Count;
        (_online, _target) = (Create(), Create());
        ParameterSets.Follow(_target.Parameters, _online.Parameters, 1);
        _optimizer = new(_online.Parameters, new() { WeightDecay = 0, Beta2 = 0.999f, MaxGradientNorm = 10 });
        Replay = new(10_000, features.Size, 1, 1);
        if (PerModel)
        {
            var bits = scenario.MaximalSets.SelectMany(set => Enumerable.Range(0, _models).Select(model => set.Contains(model) ? 1f : 0)).ToArray();
            _membership = tensor(bits, [actions, _models]).t().contiguous().DetachFromDisposeScope();
        }

        Mlp Create() => PerModel ? new(features.PerModel, Hidden / 2, Hidden / 2, 1) : new(features.Size, Hidden, Hidden, actions);
    }

    /// <summary>Whether models are valued one by one.</summary>
    public bool PerModel { get; }

    public Replay Replay { get; }

    /// <summary>Mean and standard deviation of the rewards, by which they are standardised.</summary>
    public (double Mean, double Deviation) RewardScale { get; set; } = (0, 1);

    /// <summary>The action of the greatest value.</summary>
    public int Best(float[] state)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return (int)Values(_online, tensor(state).unsqueeze(0)).argmax(1).item<long>();
    }

    /// <summary>One update; returns the loss.</summary>
    public double Update(System.Random random)
    {
        using var scope = NewDisposeScope();
        var places = Replay.Draw(random, _settings.Batch);
        var targets = (Replay.Gather(Reward, places).squeeze(1) - RewardScale.Mean) / RewardScale.Deviation;
        if (_settings.FrameDiscount > 0)
            targets += _settings.FrameDiscount * NextValues(Replay.Gather(State, places, 1));
        var chosen = Replay.Gather(Action, places).to(ScalarType.Int64);
        var values = Values(_online, Replay.Gather(State, places)).gather(1, chosen).squeeze(1);
        var loss = nn.functional.smooth_l1_loss(values, targets);
        loss.backward();
        _optimizer.Step(_settings.ValueRate);
        ParameterSets.Follow(_target.Parameters, _online.Parameters, _settings.TargetRate);
        return loss.item<float>();
    }

    public PolicyWeights Export()
    {
        var policy = new PolicyWeights(PerModel ? PolicyKinds.SetValues : PolicyKinds.ActionValues);
        if (PerModel)
            policy.Attributes["items"] = _models.ToString(CultureInfo.InvariantCulture);
        _online.Export(policy, "values");
        return policy;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(RewardScale.Mean);
        writer.Write(RewardScale.Deviation);
        _optimizer.Save(writer);
        foreach (var parameter in _target.Parameters)
            writer.Write(parameter.bytes);
        Replay.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        RewardScale = (reader.ReadDouble(), reader.ReadDouble());
        _optimizer.Load(reader);
        foreach (var parameter in _target.Parameters)
            reader.BaseStream.ReadExactly(parameter.bytes);
        Replay.Load(reader);
    }

    public void Dispose()
    {
        _online.Dispose();
        _target.Dispose();
        _membership?.Dispose();
    }

    private Tensor NextValues(Tensor states)
    {
        using var noGradient = no_grad();
        var picked = Values(_online, states).argmax(1, keepdim: true);
        return Values(_target, states).gather(1, picked).squeeze(1);
    }

    // Values [B, A] of all actions.
    private Tensor Values(Mlp network, Tensor states) => PerModel
        ? network.Forward(states.view(states.shape[0], _models, -1)).squeeze(2).matmul(_membership!)
        : network.Forward(states);
}
