namespace EdgeAigc.Cluster.Tests;

/// <summary>A folder for stored state that is gone after the test.</summary>
internal sealed class TemporaryState : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("edgeaigc-state-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
