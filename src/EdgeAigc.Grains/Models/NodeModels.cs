using System.Collections.Concurrent;
using System.Collections.Immutable;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Core.Residency;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Routing;
using EdgeAigc.ModelStore.Disk;
using EdgeAigc.ModelStore.Fetching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Models;

/// <summary>The model files of this node: brings them from other nodes' disks, or else from the origin, before they are read, and gives
/// them to other nodes. Without an origin the node serves what its folder has. From any thread.</summary>
internal sealed partial class NodeModels : IModelSource, IAsyncDisposable
{
    private const int MaxReadBytes = 1 << 20;

    private readonly ConcurrentDictionary<string, int> _fetched = new(StringComparer.Ordinal);
    private readonly FetchTimes _times = new();
    private readonly IGrainFactory _grains;
    private readonly RoutingView _view;
    private readonly string _node;
    private readonly ILogger<NodeModels> _logger;
    private readonly ModelStoreOptions _options;
    private readonly ModelDisk? _disk;
    private readonly FolderSource? _origin;
    private volatile ImmutableHashSet<string> _kept = [];
    private volatile IReadOnlyList<NodeStatus> _others = [];

    public NodeModels(
        IOptions<ModelStoreOptions> options, IGrainFactory grains, RoutingView view, ILocalSiloDetails silo, TimeProvider time,
        ILogger<NodeModels> logger)
    {
        (_options, _grains, _view, _node, _logger) = (options.Value, grains, view, silo.Name, logger);
        if (_options.ModelsPath.Length == 0)
            return;
        _disk = new(_options.ModelsPath, _options.DiskBytes, MayGo, time);
        if (_options.OriginPath.Length > 0)
            _origin = new("origin", SourceKind.Origin, _options.OriginPath, Path.Combine(_options.ModelsPath, ".manifests", "origin"));
    }

    /// <inheritdoc/>
    public async Task<ModelPresence> EnsureAsync(ModelFolder model, Action<ModelFetchProgress> progress, CancellationToken cancellation)
    {
        if (_origin is null)
            return ModelPresence.InPlace;
        // The device thread does not wait for a disk.
        var hold = await Task.Run(
            () => _disk!.EnsureAsync(
                model.Name, left => SourcesAsync(model.Name, left), at => progress(new(at.Source, at.Fraction)), share => Note(model.Name, share), cancellation),
            cancellation);
        return new(hold.Fault, hold);
    }

    /// <summary>Models that a plan wants here stay on disk.</summary>
    public void Keep(NodePlan plan) =>
        _kept = [.. plan.Resident, .. plan.Pins.Where(pin => pin.Node == _node).Select(pin => pin.Model)];

    /// <summary>A request came for a model; what is asked for most is deleted last.</summary>
    public void NoteUse(string model) => _disk?.NoteUse(model);

    /// <summary>Fetches of a model that have ended well so far; changes while a load that includes one is measured.</summary>
    public int FetchesOf(string model) => _fetched.GetValueOrDefault(model);

    /// <summary>Expected time in seconds until a model's files are on disk.</summary>
    public double FetchSeconds(ModelFolder model)
    {
        if (_origin is null || _disk!.Has(model.Name))
            return 0;
        var fetch = _disk.Fetches.FirstOrDefault(fetch => fetch.Model == model.Name);
        var kind = fetch is { BytesDone: > 0 } ? fetch.Kind
            : Holders(model.Name).Any() ? SourceKind.Peer : SourceKind.Origin;
        return FetchSeconds(model, kind) * (1 - (fetch?.Fraction ?? 0));
    }

    /// <summary>Expected time in seconds to fetch a model's files from one kind of place.</summary>
    public double FetchSeconds(ModelFolder model, SourceKind kind) => _times.Seconds(Math.Max(model.DiskBytes, model.WeightBytes), kind);

    /// <summary>The status with what is on disk and what is on its way there.</summary>
    public NodeStatus Complete(NodeStatus status) => _origin is null
        ? status with { DiskModels = [.. status.Models.Select(model => model.Name)] }
        : status with
        {
            DiskModels = [.. _disk!.Models],
            FetchingModels = [.. _disk.Fetches.Select(fetch => new FetchingModel(fetch.Model, fetch.Source, fetch.Fraction))],
            DiskBytes = _disk.CapacityBytes,
        };

    /// <summary>Learns of models that other nodes have on disk and this node does not know, because the origin was away when it started or
    /// does not have them.</summary>
    /// <param name="catalog">Takes them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task LearnAsync(ModelCatalog catalog, CancellationToken cancellationToken)
    {
        if (_origin is null)
            return;
        var nodes = await AskOthersAsync(cancellationToken);
        var known = catalog.Models.Select(model => model.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (node, model) in nodes.SelectMany(node => node.DiskModels.Select(model => (node.Name, model))))
        {
            if (known.Contains(model) || await _disk!.OutlineAsync(model, new PeerSource(node, _grains), cancellationToken) is not { } outline)
                continue;
            known.Add(model);
            if (catalog.Learn(outline.Folder, outline.Home, outline.Elsewhere) is { } fault)
                LogUnusable(fault.File, node, fault.Message);
            else
                LogLearned(model, node);
        }
    }

    /// <summary>What a model consists of, or null when it is not on this node's disk.</summary>
    public async Task<ModelFileList?> FindAsync(string model, CancellationToken cancellationToken) =>
        _disk is not null && await _disk.Source.FindAsync(model, cancellationToken) is { } manifest
            ? new([.. manifest.Files.Select(file => new ModelFileEntry(file.Path, file.Bytes, file.Sha256))])
            : null;

    /// <summary>Reads a part of a file.</summary>
    public Task<byte[]> ReadAsync(string model, string path, long offset, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxReadBytes);
        return _disk is null
            ? throw new IOException($"Node '{_node}' has no folder of models.")
            : _disk.Source.ReadAsync(model, path, offset, count, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disk is not null)
            await _disk.DisposeAsync();
        _origin?.Dispose();
    }

    private async Task<IReadOnlyList<IModelFileSource>> SourcesAsync(string model, CancellationToken cancellationToken)
    {
        var nodes = await AskOthersAsync(cancellationToken);
        // Whoever has the least to do is disturbed the least.
        var peers = nodes.Where(node => node.DiskModels.Contains(model)).OrderBy(node => node.PromisedWork);
        return [.. peers.Select(node => new PeerSource(node.Name, _grains)), _origin!];
    }

    private bool MayGo(string model) => !_kept.Contains(model)
        && (Directory.Exists(Path.Combine(_options.OriginPath, model)) || KeptCopy.MayGo(_node, Holders(model)));

    private IEnumerable<string> Holders(string model) => _others.Where(node => node.DiskModels.Contains(model)).Select(node => node.Name);

    private async Task<IReadOnlyList<NodeStatus>> AskOthersAsync(CancellationToken cancellationToken) =>
        _others = [.. (await _view.AskAllAsync(cancellationToken)).Where(node => node.Name != _node)];

    private void Note(string model, FetchShare share)
    {
        _fetched.AddOrUpdate(model, 1, (_, count) => count + 1);
        _times.Observe(share);
        LogFetched(model, share.Bytes, share.Kind, share.Elapsed.TotalMilliseconds);
    }
}
