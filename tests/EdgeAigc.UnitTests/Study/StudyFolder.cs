namespace EdgeAigc.UnitTests.Study;

/// <summary>A folder that goes with the test.</summary>
public sealed class StudyFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("edgeaigc-study-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
