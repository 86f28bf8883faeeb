using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Training.Optimization;
using EdgeAigc.Training.TwoTimescale.Networks;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale;

/// <summary>
/// Deep deterministic policy gradient (Lillicrap et al., 2016) with an exchangeable actor; with the denoising actor it is D3PG. The critic
/// judges what the amender lets through, and the actor's gradient goes through critic, amender and, if there is one, the whole chain.
/// </summary>
internal sealed class SlotLearner : IDisposable
{
    /// <summary>Kinds of rows in the replay.</summary>
    public const int State = 0, Caps = 1, Executed = 2, Reward = 3;

    private readonly MethodSettings _settings;
    private readonly TensorAmender _amender;
    private readonly Critic _critic;
    private readonly Critic _targetCritic;
    private readonly IActorNetwork _targetActor;
    private readonly AdamW _actorOptimizer;
    private readonly AdamW _criticOptimizer;

    public SlotLearner(Scenario scenario, MethodSettings settings)
    {
        (_settings, _amender) = (settings, new(scenario, settings.Temperature));
        (Actor, _targetActor) = (NetworkFactory.CreateActor(scenario, settings), NetworkFactory.CreateActor(scenario, settings));
        (_critic, _targetCritic) = (NetworkFactory.CreateCritic(scenario, settings), NetworkFactory.CreateCritic(scenario, settings));
        Follow(1);
        var adam = new AdamWSettings { WeightDecay = 0, Beta2 = 0.999f, MaxGradientNorm = 10 };
        (_actorOptimizer, _criticOptimizer) = (new(Actor.Parameters, adam), new(_critic.Parameters, adam));
        var users = scenario.Options.Users;
        Replay = new(100_000, UserFeatures.PerUser * users, users, 2 * users, 1);
    }

    public IActorNetwork Actor { get; }

    public Replay Replay { get; }

    /// <summary>Mean and standard deviation of the rewards, by which they are standardised.</summary>
    public (double Mean, double Deviation) RewardScale { get; set; } = (0, 1);

    /// <summary>The action of a state, without exploration.</summary>
    public float[] Act(float[] state)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return [.. Actor.Act(tensor(state).unsqueeze(0), randn(1, Actor.NoiseSize)).Actions.data<float>()];
    }

    /// <summary>What the critic is told of an executed action.</summary>
    public void WriteExecuted(float[] action, ReadOnlySpan<float> caps, Span<float> executed)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        _amender.Execute(tensor(action).unsqueeze(0), tensor(caps.ToArray()).unsqueeze(0)).data<float>().CopyTo(executed);
    }

    /// <summary>One update of critic and actor; returns the critic's loss.</summary>
    public double Update(System.Random random)
    {
        using var scope = NewDisposeScope();
        var places = Replay.Draw(random, _settings.Batch);
        var states = Replay.Gather(State, places);
        var targets = (Replay.Gather(Reward, places).squeeze(1) - RewardScale.Mean) / RewardScale.Deviation;
        if (_settings.Discount > 0)
            targets += _settings.Discount * NextValues(places);

        var loss = nn.functional.mse_loss(_critic.Value(states, Replay.Gather(Executed, places)), targets);
        loss.backward();
        _criticOptimizer.Step(_settings.CriticRate);

        ParameterSets.Freeze(_critic.Parameters, true);
        var (actions, saturation) = Actor.Act(states, randn(places.Length, Actor.NoiseSize));
        var objective = (_settings.SaturationWeight * saturation) - _critic.Value(states, _amender.Execute(actions, Replay.Gather(Caps, places))).mean();
        objective.backward();
        _actorOptimizer.Step(_settings.ActorRate);
        ParameterSets.Freeze(_critic.Parameters, false);
        if (_settings.Discount > 0)
            Follow(_settings.TargetRate);
        return loss.item<float>();
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(RewardScale.Mean);
        writer.Write(RewardScale.Deviation);
        _actorOptimizer.Save(writer);
        _criticOptimizer.Save(writer);
        foreach (var parameter in _targetActor.Parameters.Concat(_targetCritic.Parameters))
            writer.Write(parameter.bytes);
        Replay.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        RewardScale = (reader.ReadDouble(), reader.ReadDouble());
        _actorOptimizer.Load(reader);
        _criticOptimizer.Load(reader);
        foreach (var parameter in _targetActor.Parameters.Concat(_targetCritic.Parameters))
            reader.BaseStream.ReadExactly(parameter.bytes);
        Replay.Load(reader);
    }

    public void Dispose()
    {
        foreach (var network in (IDisposable[])[Actor, _targetActor, _critic, _targetCritic])
            network.Dispose();
    }

    private Tensor NextValues(int[] places)
    {
        using var noGradient = no_grad();
        var states = Replay.Gather(State, places, 1);
        var actions = _targetActor.Act(states, randn(places.Length, Actor.NoiseSize)).Actions;
        return _targetCritic.Value(states, _amender.Execute(actions, Replay.Gather(Caps, places, 1)));
    }

    private void Follow(double part)
    {
        ParameterSets.Follow(_targetActor.Parameters, Actor.Parameters, part);
        ParameterSets.Follow(_targetCritic.Parameters, _critic.Parameters, part);
    }
}
