namespace EdgeAigc.ModelStore.Disk;

/// <summary>Keeps the disk within its budget: whole models, what is left of fetches, and the full size of each fetch under way.</summary>
/// <param name="folders">Where they lie.</param>
/// <param name="capacityBytes">The budget; 0 for none.</param>
internal sealed class DiskRoom(DiskFolders folders, long capacityBytes)
{
    /// <summary>Bytes in use.</summary>
    /// <param name="reserved">Sizes of the fetches under way, by model.</param>
    public long Used(IReadOnlyDictionary<string, long> reserved) =>
        folders.Whole.Sum(model => DiskFolders.BytesOf(folders.Of(model)))
        + folders.Partial.Union(reserved.Keys).Sum(model => Math.Max(reserved.GetValueOrDefault(model), DiskFolders.BytesOf(folders.PartialOf(model))));

    /// <summary>Deletes what is worth least until a model fits; deletes nothing when it cannot fit.</summary>
    /// <param name="model">The model.</param>
    /// <param name="bytes">Its size, of which some may be there already.</param>
    /// <param name="reserved">Sizes of the other fetches under way, by model.</param>
    /// <param name="mayGo">Whether a whole model may be deleted.</param>
    /// <param name="value">What a whole model is worth.</param>
    /// <param name="gone">Told of each whole model that was deleted.</param>
    /// <returns>Null when there is room, or why there is none.</returns>
    public string? Make(
        string model, long bytes, IReadOnlyDictionary<string, long> reserved, Func<string, bool> mayGo, Func<string, double> value, Action<string> gone)
    {
        if (capacityBytes <= 0)
            return null;
        var missing = Used(reserved) - DiskFolders.BytesOf(folders.PartialOf(model)) + bytes - capacityBytes;
        // What is left of a fetch can be had again wherever the rest comes from.
        var victims = folders.Partial.Where(other => other != model && !reserved.ContainsKey(other)).Select(other => (Name: other, Folder: folders.PartialOf(other), IsWhole: false))
            .Concat(folders.Whole.Where(other => other != model && mayGo(other)).OrderBy(value).Select(other => (Name: other, Folder: folders.Of(other), IsWhole: true)))
            .Select(victim => (victim.Name, victim.Folder, victim.IsWhole, Bytes: DiskFolders.BytesOf(victim.Folder)))
            .ToList();
        if (missing > victims.Sum(victim => victim.Bytes))
        {
            return $"There is no room on disk for model '{model}' of {bytes} bytes: the node has {capacityBytes} bytes for models and {missing} more would be "
                + "needed, even without those that may go. Models in memory, loading, pinned or without another copy stay. Raise the node's disk budget or unpin a model.";
        }

        foreach (var victim in victims.TakeWhile(_ => missing > 0))
        {
            folders.Delete(victim.Folder);
            missing -= victim.Bytes;
            if (victim.IsWhole)
                gone(victim.Name);
        }

        return null;
    }
}
