namespace EdgeAigc.Cluster.Tests;

/// <summary>A folder for stored state that is gone after the test.</summary>
internal sealed class TemporaryState : IDisposable
{
    private const int Attempts = 100;

    public string Path { get; } = Directory.CreateTempSubdirectory("edgeaigc-state-").FullName;

    public void Dispose()
    {
        // A write that was under way when its silo was killed may put one more file there.
        for (var attempt = 1; Directory.Exists(Path); attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (attempt < Attempts)
            {
                Thread.Yield();
            }
        }
    }
}
