using System.Collections.Frozen;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Core.Caching;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Negotiation;
using EdgeAigc.Grains.Telemetry;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Coordination;

/// <summary>Says whether a request may bring a model into this node's memory between two plans. Used from the turns of one grain only.</summary>
internal sealed class LoadAdmission(IDenoisingEngine engine, LoadTimes loads, NodeMetrics metrics, IOptions<CoordinationOptions> options, TimeProvider time)
{
    private readonly ColdRequests _cold = new(options.Value.ChurnShare, options.Value.ChurnSavedSeconds);
    private readonly long _start = time.GetTimestamp();
    private IReadOnlySet<string> _pinned = FrozenSet<string>.Empty;

    private double Now => time.GetElapsedTime(_start).TotalSeconds;

    /// <summary>These models stay.</summary>
    public void Pin(IReadOnlySet<string> models)
    {
        _pinned = models;
        engine.Pin(models);
    }

    /// <summary>Why the node does not load the model for a request, or null.</summary>
    /// <param name="model">The model.</param>
    /// <param name="isLastResort">Whether no other node takes the request.</param>
    public GenerationFailed? Check(ModelFolder model, bool isLastResort)
    {
        if (IsResident(model) || _cold.IsComing(model.Name, Now))
            return null;
        var bytes = PlacementFigures.MemoryBytes(model);
        var left = engine.ModelMemoryBytes - engine.Models.Where(other => _pinned.Contains(other.Name)).Sum(PlacementFigures.MemoryBytes);
        if (!_pinned.Contains(model.Name) && bytes > left)
        {
            return new(FailureCodes.ModelTooLarge, nameof(GenerationRequest.Model),
                $"Model '{model.Name}' needs {bytes} bytes; beside the pinned models ({string.Join(", ", _pinned)}) the node has {left}. Unpin one ('models unpin').", true);
        }

        if (_cold.Allows(Displaces(model), isLastResort, Now))
            return null;
        metrics.ChurnRefused(model.Name);
        return new(FailureCodes.ModelCold, nameof(GenerationRequest.Model),
            $"Model '{model.Name}' is not in the node's memory, where lately too many models have displaced each other; the next plan may place it. Try again in some seconds.", true);
    }

    /// <summary>Models that requests are waiting for.</summary>
    public IEnumerable<string> Coming => _cold.Coming(Now).Except(engine.ResidentModels.Select(resident => resident.Name), StringComparer.Ordinal);

    /// <summary>Expected time in seconds until a request would find the model in memory.</summary>
    /// <param name="model">The model.</param>
    /// <param name="underWay">The load that a plan has under way, with the seconds it is expected to take yet; null where there is none.</param>
    public double WaitSeconds(ModelFolder model, (string Model, double SecondsLeft)? underWay) =>
        IsResident(model) ? 0 : _cold.WaitSeconds(model.Name, loads.Of(model), underWay, Now);

    /// <summary>A request was given to this node.</summary>
    /// <returns>Whether its model is not in memory.</returns>
    public bool NoteAccepted(string name)
    {
        if (engine.Models.FirstOrDefault(known => known.Name == name) is not { } model || IsResident(model))
            return false;
        _cold.NoteAccepted(name, Displaces(model), loads.Of(model), Now);
        return true;
    }

    private bool IsResident(ModelFolder model) => engine.ResidentModels.Any(resident => resident.Name == model.Name);

    private bool Displaces(ModelFolder model) =>
        engine.ResidentModels.Sum(resident => resident.Bytes) + PlacementFigures.MemoryBytes(model) > engine.ModelMemoryBytes;
}
