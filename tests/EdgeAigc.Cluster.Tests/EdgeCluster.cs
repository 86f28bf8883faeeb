using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Coordination;
using EdgeAigc.Grains.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace EdgeAigc.Cluster.Tests;

/// <summary>A cluster of edge nodes in this process, each with a <see cref="ScriptedEngine"/>. Node i is named Silo_i.</summary>
internal sealed class EdgeCluster : IAsyncDisposable
{
    public const string Model = "scripted-model";

    private readonly InProcessTestCluster _cluster;

    private readonly TemporaryState _state;

    private EdgeCluster(InProcessTestCluster cluster, Dictionary<string, ScriptedEngine> engines, TemporaryState state)
    {
        (_cluster, _state) = (cluster, state);
        Engines = engines;
    }

    public Dictionary<string, ScriptedEngine> Engines { get; }

    public IGrainFactory Client => _cluster.Client;

    /// <summary>Starts <paramref name="nodes"/> nodes; <paramref name="models"/> says which models node i has, and
    /// <paramref name="configure"/> changes a node's services.</summary>
    public static async Task<EdgeCluster> StartAsync(
        short nodes, Func<int, string[]>? models = null, Action<string, ISiloBuilder>? configure = null, bool calibrated = false, long modelBytes = 0)
    {
        var state = new TemporaryState();
        var builder = new InProcessTestClusterBuilder(nodes);
        builder.Options.ConfigureFileLogging = false;
        var engines = Enumerable.Range(0, nodes).ToDictionary(
            index => NodeName(index), index => new ScriptedEngine(NodeName(index), [.. (models?.Invoke(index) ?? [Model]).Select(name => Describe(name, calibrated, modelBytes))]));
        // What was calibrated is in memory, so that times are those of the curves alone.
        foreach (var engine in engines.Values.Where(_ => calibrated))
            engine.ResidentModels = [.. engine.Models.Select(model => new ResidentModel(model.Name, 1))];
        builder.ConfigureSilo((options, silo) =>
        {
            silo.Services.AddSingleton<IDenoisingEngine>(engines[options.SiloName]);
            silo.Services.AddSingleton(ModelCatalog.Scan(Path.Combine(AppContext.BaseDirectory, "no-models")));
            // Who tests stage one turns it on.
            silo.Services.Configure<CoordinationOptions>(coordination => (coordination.Policy, coordination.StatePath, coordination.AnswerSeconds) = (CoordinationOptions.Off, state.Path, 25));
            configure?.Invoke(options.SiloName, silo);
            silo.AddEdgeNode();
        });
        builder.ConfigureSiloHost((_, host) => host.Services.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.NumMissedProbesLimit = 2;
            membership.NumVotesForDeathDeclaration = 1;
        }));
        builder.ConfigureClient(client => client.AddActivityPropagation());
        var cluster = builder.Build();
        var started = new EdgeCluster(cluster, engines, state);
        try
        {
            await cluster.DeployAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public static string NodeName(int index) => $"Silo_{index}";

    public static GenerationRequest Request(int steps = 3, long seed = 7, string model = Model) =>
        new() { Prompt = "red heart", Model = model, Steps = steps, Seed = seed };

    /// <summary>A service of a node.</summary>
    public TService Service<TService>(int index)
        where TService : notnull => _cluster.Silos.Single(silo => silo.Name == NodeName(index)).ServiceProvider.GetRequiredService<TService>();

    public IGenerationGrain Generation(string? id = null) => Client.GetGrain<IGenerationGrain>(id ?? Guid.NewGuid().ToString("N"));

    public IEdgeServerGrain Node(int index) => Client.GetGrain<IEdgeServerGrain>(NodeName(index));

    public void AllowSteps(int count)
    {
        foreach (var engine in Engines.Values)
            engine.AllowSteps(count);
    }

    public ICoordinatorGrain Coordinator => Client.GetGrain<ICoordinatorGrain>(0);

    public async Task StartNodeAsync(string name)
    {
        var engine = new ScriptedEngine(name, Engines.Values.First().Models);
        Engines.Add(name, engine);
        await _cluster.StartSiloAsync(Engines.Count - 1, _cluster.Options);
    }

    public Task KillAsync(string node) => _cluster.KillSiloAsync(_cluster.Silos.Single(silo => silo.Name == node));

    /// <summary>Ends when so many jobs were begun on all nodes together.</summary>
    public async Task WaitForStartedAsync(int jobs)
    {
        using var limit = new CancellationTokenSource(EventStreams.Patience);
        while (Engines.Values.Sum(engine => engine.Started) < jobs)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Starts a request whose grain lives on the given silo, and returns when it is being denoised.</summary>
    public async Task<(string Id, IAsyncEnumerator<GenerationEvent> Stream)> StartRelayedByAsync(string silo, GenerationRequest request)
    {
        var wanted = _cluster.Silos.Single(candidate => candidate.Name == silo).SiloAddress;
        for (var attempt = 0; attempt < 200; attempt++)
        {
            // The grain is placed where the client's message arrives, and the client spreads ids over its gateways.
            var grain = Generation();
            var stream = grain.GenerateAsync(request).GetAsyncEnumerator();
            await stream.UntilAsync<DenoisingStarted>();
            var address = await Client.GetGrain<IManagementGrain>(0).GetActivationAddress(grain);
            if (wanted.Equals(address))
                return (grain.GetPrimaryKeyString(), stream);

            var engine = Engines.Values.Single(busy => busy.OutstandingSteps > 0);
            await stream.DisposeAsync();
            if (!await engine.Cancelled.WaitAsync(EventStreams.Patience))
                throw new InvalidOperationException("A request that was left is still being denoised.");
        }

        throw new InvalidOperationException($"No request was relayed by {silo}.");
    }

    /// <summary>Ends when every silo that is left knows that the node is gone.</summary>
    public async Task WaitUntilGoneAsync(string node)
    {
        foreach (var silo in _cluster.Silos.Where(silo => silo.Name != node && silo.IsActive))
        {
            var membership = silo.ServiceProvider.GetRequiredService<IClusterMembershipService>();
            await foreach (var snapshot in membership.MembershipUpdates)
            {
                if (!snapshot.Members.Values.Any(member => member.Name == node && member.Status == SiloStatus.Active))
                    break;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        foreach (var engine in Engines.Values)
            await engine.DisposeAsync();
        _state.Dispose();
    }

    private static ModelFolder Describe(string name, bool calibrated, long bytes) => new()
    {
        Name = name,
        Path = name,
        PipelineClass = "StableDiffusionPipeline",
        SchedulerClass = "DDIMScheduler",
        DefaultSteps = 8,
        WeightBytes = bytes,
        Curves = calibrated ? ScriptedCurves.Of(name, new(), "scripted") : null,
    };
}
