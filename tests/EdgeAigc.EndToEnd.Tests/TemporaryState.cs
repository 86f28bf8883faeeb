namespace EdgeAigc.EndToEnd.Tests;

/// <summary>A folder for what nodes keep that is gone after the test.</summary>
internal sealed class TemporaryState : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("edgeaigc-state-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
