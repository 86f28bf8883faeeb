namespace EdgeAigc.Diffusion.Calibration;

/// <summary>Files that are there whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside the file and then takes its place, so that a reader sees the old file or the new one.</summary>
    /// <returns>The full path.</returns>
    public static string Write(string path, byte[] content)
    {
        var full = Path.GetFullPath(path);
        var partial = $"{full}.{Guid.CreateVersion7():N}.partial";
        try
        {
            File.WriteAllBytes(partial, content);
            File.Move(partial, full, overwrite: true);
            return full;
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
