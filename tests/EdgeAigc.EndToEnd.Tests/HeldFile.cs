using System.Runtime.InteropServices;

namespace EdgeAigc.EndToEnd.Tests;

/// <summary>A file of a model that gives its content only when the test says so: whoever reads it waits until then.</summary>
internal sealed partial class HeldFile
{
    private const uint OwnerReadsAndWrites = 0b110_000_000;

    private readonly string _path;
    private readonly string _kept;

    /// <param name="path">The file.</param>
    public HeldFile(string path)
    {
        (_path, _kept) = (path, path + ".kept");
        File.Move(path, _kept);
        if (MakePipe(path, OwnerReadsAndWrites) != 0)
            throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Waits for a reader and gives it the content, and to those who come later too.</summary>
    public Task ReleaseAsync() => Task.Run(() =>
    {
        // Opening a pipe waits for the other end.
        using var pipe = new FileStream(_path, FileMode.Open, FileAccess.Write);
        var content = File.ReadAllBytes(_kept);
        File.Move(_kept, _path, overwrite: true);
        pipe.Write(content);
    });

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int MakePipe(string path, uint mode);
}
