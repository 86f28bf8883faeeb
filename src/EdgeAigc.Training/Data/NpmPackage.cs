using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace EdgeAigc.Training.Data;

/// <summary>Fetches a package with the machine's own npm, so that the registry, its proxy and its checksums are npm's business.</summary>
internal static class NpmPackage
{
    /// <summary>Unpacks the wanted files of a package into a folder, once.</summary>
    /// <param name="package">Name and version, such as <c>emojilib@4.0.3</c>.</param>
    /// <param name="folder">Folder that holds all packages; the files land in a sub-folder named after the package.</param>
    /// <param name="prefixes">Beginnings of the paths to unpack, as they stand in the package.</param>
    /// <param name="cancellationToken">Stops the download.</param>
    /// <returns>The sub-folder.</returns>
    /// <exception cref="InvalidOperationException">npm is missing or reports an error; says what it printed.</exception>
    public static async Task<string> FetchAsync(string package, string folder, string[] prefixes, CancellationToken cancellationToken)
    {
        var target = FolderOf(package, folder);
        if (Directory.Exists(target))
            return target;

        Directory.CreateDirectory(folder);
        var archive = Path.Combine(folder, await PackAsync(package, folder, cancellationToken));
        var partial = target + ".partial";
        if (Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial);
        await UnpackAsync(archive, partial, prefixes, cancellationToken);
        Directory.Move(partial, target);
        File.Delete(archive);
        return target;
    }

    /// <summary>The sub-folder that a package is unpacked into.</summary>
    public static string FolderOf(string package, string folder) => Path.Combine(folder, package.Replace('/', '_'));

    private static async Task<string> PackAsync(string package, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("npm") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["pack", package, "--silent"])
            start.ArgumentList.Add(argument);
        using var npm = TryStart(start) ?? throw new InvalidOperationException("npm was not found; install Node.js, which brings it, to fetch the emoji pictures.");
        var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = npm.StandardError.ReadToEndAsync(cancellationToken);
        await npm.WaitForExitAsync(cancellationToken);
        return npm.ExitCode == 0
            ? (await output).Trim().Split('\n')[^1]
            : throw new InvalidOperationException($"npm pack {package} failed with {npm.ExitCode}: {await errors}");
    }

    private static Process? TryStart(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static async Task UnpackAsync(string archive, string target, string[] prefixes, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(archive);
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            var name = entry.Name.StartsWith("package/", StringComparison.Ordinal) ? entry.Name["package/".Length..] : entry.Name;
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !Array.Exists(prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
                continue;

            var path = Path.GetFullPath(Path.Combine(target, name));
            if (!path.StartsWith(Path.GetFullPath(target) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new InvalidDataException($"{archive} has an entry outside its folder: {entry.Name}");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await entry.ExtractToFileAsync(path, overwrite: true, cancellationToken);
        }
    }
}
