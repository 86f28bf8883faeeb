namespace EdgeAigc.Training.Native;

/// <summary>Makes the native half of TorchSharp loadable on systems whose libstdc++ is older than that of GCC 13.</summary>
internal static class TorchLibrary
{
    private const string FileName = "libLibTorchSharp.so";

    // The library names this version for one symbol, the initialiser of iostream, which the loader never has to call.
    private const string NewestVersion = "GLIBCXX_3.4.32";

    /// <summary>
    /// Weakens the version need in the copy beside the program. Idempotent; must run before TorchSharp is first used.
    /// </summary>
    public static void Prepare()
    {
        if (!OperatingSystem.IsLinux())
            return;

        foreach (var path in Directory.EnumerateFiles(AppContext.BaseDirectory, FileName, SearchOption.AllDirectories))
        {
            var library = File.ReadAllBytes(path);
            if (VersionNeed.Weaken(library, NewestVersion) == 0)
                continue;

            // Another process may be doing the same: each writes its own file and the last move wins with equal bytes.
            var partial = $"{path}.{Environment.ProcessId}.partial";
            File.WriteAllBytes(partial, library);
            File.Move(partial, path, overwrite: true);
        }
    }
}
