using EdgeAigc.ModelStore.Manifests;

namespace EdgeAigc.ModelStore.Fetching;

/// <summary>Fills a partial folder until it is what a manifest says. Who calls it gives the folder its name then.</summary>
/// <param name="model">Name of the model.</param>
/// <param name="manifest">What to fetch.</param>
/// <param name="partial">The folder to fill; files of an earlier run may lie in it.</param>
/// <param name="time">Clock.</param>
internal sealed class FolderFetch(string model, ModelManifest manifest, string partial, TimeProvider time)
{
    /// <summary>Fetches.</summary>
    /// <returns>Null when the folder is complete, or what went wrong.</returns>
    public async Task<string?> RunAsync(FetchSources sources, FetchMeter meter, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(partial);
            foreach (var file in manifest.Files)
            {
                var path = Path.Combine(partial, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                if (!await new FileFetch(model, file, path, meter, time).RunAsync(sources, cancellationToken))
                    return $"Model '{model}' cannot be fetched: {sources.LastFailure}. What is here already is kept for the next attempt.";
            }

            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"Model '{model}' cannot be written to {partial}: {exception.Message}";
        }
    }
}
