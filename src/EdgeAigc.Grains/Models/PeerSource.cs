using EdgeAigc.Contracts.Nodes;
using EdgeAigc.ModelStore.Fetching;
using EdgeAigc.ModelStore.Manifests;

namespace EdgeAigc.Grains.Models;

/// <summary>The models on another node's disk, chunk by chunk over grain calls.</summary>
/// <param name="node">Name of the node.</param>
/// <param name="grains">Finds it.</param>
internal sealed class PeerSource(string node, IGrainFactory grains) : IModelFileSource
{
    public string Name => node;

    public SourceKind Kind => SourceKind.Peer;

    public async Task<ModelManifest?> FindAsync(string model, CancellationToken cancellationToken) =>
        await grains.GetGrain<IEdgeServerGrain>(node).FindModelAsync(model, cancellationToken).WaitAsync(cancellationToken) is { } list
            ? new([.. list.Files.Select(file => new ManifestFile(file.Path, file.Bytes, file.Sha256))])
            : null;

    public Task<byte[]> ReadAsync(string model, string path, long offset, int count, CancellationToken cancellationToken) =>
        grains.GetGrain<IEdgeServerGrain>(node).ReadModelAsync(model, path, offset, count, cancellationToken).WaitAsync(cancellationToken);
}
