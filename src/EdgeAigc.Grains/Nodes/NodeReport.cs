using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Coordination;
using EdgeAigc.Grains.Negotiation;

namespace EdgeAigc.Grains.Nodes;

/// <summary>Puts a node's status into its wire record.</summary>
internal static class NodeReport
{
    public static NodeStatus Of(string node, IDenoisingEngine engine, ModelCatalog catalog, NodeNegotiator negotiator, PromiseBook promises,
        NodeCoordination coordination) => new()
        {
            Name = node,
            Device = engine.Device,
            QueuedRequests = engine.QueuedJobs,
            OutstandingSteps = engine.OutstandingSteps,
            Models = [.. engine.Models.Select(model => Describe(model, coordination.FiguresOf(model), coordination.LoadSecondsOf(model)))],
            ResidentModels = [.. engine.ResidentModels.Select(model => new ResidentModelStatus(model.Name, model.Bytes))],
            ModelMemoryBytes = engine.ModelMemoryBytes,
            PromisedWork = negotiator.PromisedWork,
            WaitingBids = negotiator.Waiting,
            Refused = negotiator.Refused,
            PromisesKept = promises.Kept,
            PromisesMissed = promises.Missed,
            UnusableModels = [.. catalog.Faults.Select(fault => new UnusableModel(fault.File, fault.Message))],
        };

    private static ModelDescription Describe(ModelFolder model, ModelFigures figures, double loadSeconds) => new(
        model.Name, model.PipelineClass, model.SchedulerClass, model.DefaultWidth, model.DefaultHeight, model.DefaultSteps,
        model.MaxSteps, model.DefaultGuidance, model.WeightBytes)
    {
        ExpectedLoad = TimeSpan.FromSeconds(loadSeconds),
        ExpectedService = TimeSpan.FromSeconds(figures.SecondsPerRequest),
    };
}
