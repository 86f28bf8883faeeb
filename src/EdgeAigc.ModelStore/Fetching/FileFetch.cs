using System.Security.Cryptography;
using EdgeAigc.ModelStore.Manifests;

namespace EdgeAigc.ModelStore.Fetching;

/// <summary>Copies one file. What an earlier run left is gone on with; the whole file counts only when its hash is right.</summary>
/// <param name="model">Name of the model.</param>
/// <param name="file">The file.</param>
/// <param name="path">Where the copy goes.</param>
/// <param name="meter">Counts.</param>
/// <param name="time">Clock.</param>
internal sealed class FileFetch(string model, ManifestFile file, string path, FetchMeter meter, TimeProvider time)
{
    private const int BufferBytes = 128 * 1024;

    /// <returns>False when no source is left that has the file.</returns>
    public async Task<bool> RunAsync(FetchSources sources, CancellationToken cancellationToken)
    {
        // A file that is complete needs no source.
        if (File.Exists(path) && new FileInfo(path).Length == file.Bytes && await IsRightAsync(cancellationToken))
        {
            meter.Resume(file.Bytes);
            return true;
        }

        while (await sources.FindAsync(file, cancellationToken) is { } source)
        {
            try
            {
                if (await CopyAsync(source, cancellationToken))
                    return true;
                sources.Strike(source, $"{file.Path} from {source.Name} is not what its manifest says");
            }
            catch (SourceLostException exception)
            {
                sources.Strike(source, exception.Message);
            }
        }

        return false;
    }

    private async Task<bool> IsRightAsync(CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) == file.Sha256;
    }

    private async Task<bool> CopyAsync(IModelFileSource source, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        // A whole file that is here all the same was found wrong before.
        if (stream.Length >= file.Bytes)
            stream.SetLength(0);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var there = await FeedAsync(stream, hash, cancellationToken);
        var (began, came) = (time.GetTimestamp(), 0L);
        meter.Move(source, there);
        try
        {
            await foreach (var chunk in ChunkReader.ReadAsync(source, model, file.Path, there, file.Bytes, cancellationToken))
            {
                await stream.WriteAsync(chunk, cancellationToken);
                hash.AppendData(chunk);
                came += chunk.Length;
                meter.Move(source, chunk.Length);
            }

            // The folder gets its name only after its bytes are on the disk, whatever happens to the machine.
            stream.Flush(flushToDisk: true);
            meter.Note(source, came, time.GetElapsedTime(began));
            if (Convert.ToHexStringLower(hash.GetHashAndReset()) == file.Sha256)
                return true;
            stream.SetLength(0);
            meter.Move(source, -there - came);
            return false;
        }
        catch (SourceLostException)
        {
            // Counted again by the next source, which goes on from here.
            meter.Move(source, -there - came);
            throw;
        }
    }

    private static async Task<long> FeedAsync(FileStream stream, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            hash.AppendData(buffer, 0, count);
        return stream.Position;
    }
}
