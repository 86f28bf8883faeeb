using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Residency;

/// <summary>Brings the files of wanted models to the disk while others are loaded and used. The device thread's own.</summary>
/// <param name="source">Brings them.</param>
/// <param name="time">Clock.</param>
/// <param name="changed">Called from any thread when there is news.</param>
internal sealed class ModelFetches(IModelSource source, TimeProvider time, Action changed) : IDisposable
{
    private readonly Dictionary<string, ModelFetch> _fetches = new(StringComparer.Ordinal);
    private readonly List<string> _dropped = [];

    /// <summary>Whether the model's files are still on their way.</summary>
    public bool IsUnderWay(string model) => _fetches.TryGetValue(model, out var fetch) && fetch.Presence is null;

    /// <summary>Whether its files are there, and wait to be read.</summary>
    public bool IsDone(string model) => _fetches.TryGetValue(model, out var fetch) && fetch.Presence is { Fault: null };

    /// <summary>Why its files cannot be had, or null.</summary>
    public string? FaultOf(string model) => _fetches.TryGetValue(model, out var fetch) ? fetch.Presence?.Fault : null;

    /// <summary>How far that has come, or null.</summary>
    public ModelFetchProgress? ProgressOf(string model) => IsUnderWay(model) ? _fetches[model].Progress : null;

    /// <summary>Begins to fetch what is wanted and not there, and stops the rest.</summary>
    /// <param name="wanted">Models to have.</param>
    /// <param name="isMissing">Whether a model of that name is still to be loaded.</param>
    public void Advance(IReadOnlyList<ModelFolder> wanted, Func<string, bool> isMissing)
    {
        for (var i = 0; i < wanted.Count; i++)
        {
            if (isMissing(wanted[i].Name) && !_fetches.ContainsKey(wanted[i].Name))
                _fetches.Add(wanted[i].Name, new(wanted[i], source, time, changed));
        }

        if (_fetches.Count == 0)
            return;
        _dropped.Clear();
        foreach (var name in _fetches.Keys)
        {
            if (!isMissing(name) || !IsWanted(name, wanted))
                _dropped.Add(name);
        }

        foreach (var name in _dropped)
            Drop(name);
    }

    /// <summary>What came of a fetch that has ended, once; null while it is under way.</summary>
    public ModelPresence? Take(string model)
    {
        if (!_fetches.TryGetValue(model, out var fetch) || fetch.Presence is not { } presence)
            return null;
        _fetches.Remove(model);
        return presence;
    }

    /// <summary>Stops all.</summary>
    public void Dispose()
    {
        foreach (var name in _fetches.Keys.ToList())
            Drop(name);
    }

    private void Drop(string name)
    {
        _fetches.Remove(name, out var fetch);
        _ = fetch!.DisposeAsync().AsTask();
    }

    private static bool IsWanted(string name, IReadOnlyList<ModelFolder> wanted)
    {
        for (var i = 0; i < wanted.Count; i++)
        {
            if (wanted[i].Name == name)
                return true;
        }

        return false;
    }
}
