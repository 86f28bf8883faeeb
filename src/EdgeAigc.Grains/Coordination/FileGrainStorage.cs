using System.Globalization;
using System.Text.Json;
using Orleans.Storage;

namespace EdgeAigc.Grains.Coordination;

/// <summary>
/// Keeps the state of a few grains in a folder, one JSON file each, so that nothing has to be installed. A write goes to a second file,
/// is flushed to the disk and takes the first one's place at once: a crash leaves the old state or the new one. A version number in the
/// file is the ETag; programs that share the folder check and set it under a file lock.
/// </summary>
/// <param name="folder">The folder; made when it is first written to.</param>
/// <param name="time">Clock of the waits for the lock.</param>
internal sealed class FileGrainStorage(string folder, TimeProvider time) : IGrainStorage
{
    private const int LockAttempts = 200;
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(10);
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var file = await ReadAsync<T>(PathOf(stateName, grainId));
        grainState.RecordExists = file is not null;
        grainState.ETag = file is null ? null! : Text(file.Version);
        grainState.State = file is null ? Activator.CreateInstance<T>() : file.State;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var path = PathOf(stateName, grainId);
        Directory.CreateDirectory(folder);
        await using var held = await LockAsync(path);
        var version = await CheckAsync<T>(path, grainState) + 1;
        var temporary = path + ".new";
        await using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            await JsonSerializer.SerializeAsync(stream, new VersionedState<T>(version, grainState.State!), Json);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        grainState.RecordExists = true;
        grainState.ETag = Text(version);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var path = PathOf(stateName, grainId);
        if (Directory.Exists(folder))
        {
            await using var held = await LockAsync(path);
            await CheckAsync<T>(path, grainState);
            File.Delete(path);
        }

        grainState.RecordExists = false;
        grainState.ETag = null!;
        grainState.State = Activator.CreateInstance<T>();
    }

    /// <summary>The version in the file, which must be the one that was read; 0 where there is no file.</summary>
    private static async Task<long> CheckAsync<T>(string path, IGrainState<T> grainState)
    {
        var version = (await ReadAsync<T>(path))?.Version ?? 0;
        return Text(version) == (grainState.ETag ?? Text(0))
            ? version
            : throw new InconsistentStateException($"{path} was written by somebody else.", Text(version), grainState.ETag);
    }

    private static async Task<VersionedState<T>?> ReadAsync<T>(string path)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<VersionedState<T>>(stream, Json);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} is damaged: {exception.Message} Delete it to begin anew.", exception);
        }
    }

    private async Task<FileStream> LockAsync(string path)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < LockAttempts)
            {
                await Task.Delay(LockRetry, time);
            }
        }
    }

    private string PathOf(string stateName, GrainId grainId) =>
        Path.Combine(folder, $"{Uri.EscapeDataString(grainId.ToString())}.{Uri.EscapeDataString(stateName)}.json");

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
