using System.Runtime.InteropServices;

namespace EdgeAigc.Diffusion.Residency;

/// <summary>The C library's heap, in which ONNX Runtime keeps weights and workspaces.</summary>
internal static partial class NativeHeap
{
    private static bool _canTrim = OperatingSystem.IsLinux();

    /// <summary>Gives free memory back to the system. glibc keeps what was freed for the next allocation, so that an unloaded model
    /// would still count as memory of this process; other C libraries give it back by themselves.</summary>
    public static void Trim()
    {
        if (!_canTrim)
            return;
        try
        {
            // It tells whether anything could be given back; either way is fine.
            _ = MallocTrim(0);
        }
        catch (EntryPointNotFoundException)
        {
            _canTrim = false;
        }
        catch (DllNotFoundException)
        {
            _canTrim = false;
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint keep);
}
