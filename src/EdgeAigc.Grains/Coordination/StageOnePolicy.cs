using EdgeAigc.Core.Learned;
using EdgeAigc.Core.Placement;
using EdgeAigc.Diffusion.Engine;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Coordination;

/// <summary>The policy of stage one. Weights are those of the silo's start: what was checked then is what plans.</summary>
internal sealed class StageOnePolicy
{
    private readonly CoordinationOptions _options;
    private readonly PolicyWeights? _weights;
    private readonly IReadOnlyList<string> _models;
    private readonly TimeProvider _time;

    /// <exception cref="InvalidDataException">The weights of a learned policy cannot be had, or were not trained for the node's models.</exception>
    public StageOnePolicy(IDenoisingEngine engine, IOptions<CoordinationOptions> options, TimeProvider time)
    {
        (_options, _time, _models) = (options.Value, time, [.. engine.Models.Select(model => model.Name)]);
        if (_options.Policy != PlacementPolicyNames.Learned)
            return;
        _weights = PolicyWeights.Open(_options.Weights);
        Create();
    }

    /// <summary>A policy that remembers nothing yet.</summary>
    public IPlacementPolicy Create() => _weights is null ? PlacementPolicies.Find(_options.Policy, _time)! : new LearnedPlacementPolicy(_weights, _models, _time);
}
