using EdgeAigc.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Cluster.Tests.Keys;

/// <summary>A folder for each node's state, gone after the test.</summary>
internal sealed class TemporaryState : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeaigc-state");

    public string Path => _folder.FullName;

    /// <summary>Gives a node its folder.</summary>
    public void Configure(string node, ISiloBuilder silo) =>
        silo.Services.AddSingleton(Options.Create(new StateOptions { Path = System.IO.Path.Combine(Path, node) }));

    public void Dispose() => _folder.Delete(recursive: true);
}
