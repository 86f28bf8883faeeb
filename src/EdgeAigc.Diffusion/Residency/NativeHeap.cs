using System.Runtime.InteropServices;

namespace EdgeAigc.Diffusion.Residency;

/// <summary>The C library's heap, in which ONNX Runtime keeps weights and workspaces. glibc holds on to what was freed, so that an
/// unloaded model would still count as memory of this process; other C libraries give it back by themselves.</summary>
internal static partial class NativeHeap
{
    private const int MapThreshold = -3;
    private const int LargeBlock = 256 * 1024;

    private static bool _isGlibc = OperatingSystem.IsLinux();

    /// <summary>Has large blocks mapped one by one, for good, so that they go back to the system when they are freed. Left to itself,
    /// glibc raises its threshold to the size of every mapped block that is freed, and takes the next weights from its heap.</summary>
    public static void MapLargeBlocks() => OnGlibc(static () => MallocOption(MapThreshold, LargeBlock));

    /// <summary>Gives free memory back to the system.</summary>
    public static void Trim() => OnGlibc(static () => MallocTrim(0));

    private static void OnGlibc(Func<int> call)
    {
        if (!_isGlibc)
            return;
        try
        {
            // What they return says whether it was of use; either way is fine.
            call();
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            _isGlibc = false;
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallocOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint keep);
}
