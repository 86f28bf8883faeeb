namespace EdgeAigc.Core.Residency;

/// <summary>
/// Leads a node from what it holds to what it should hold, one step at a time, so that memory suffices at every instant: a load begins only
/// where its bytes are free. Models that nobody planned go only when their room is needed; one that must stay for now is never touched.
/// </summary>
public static class ResidencySteps
{
    /// <summary>The next step.</summary>
    /// <param name="memoryBytes">Memory for models, in bytes.</param>
    /// <param name="resident">Models in memory, and those that are being loaded.</param>
    /// <param name="wanted">Models that should be in memory, the most wanted first. They need not fit.</param>
    /// <param name="held">Models that must stay for now.</param>
    public static ResidencyStep Next(
        long memoryBytes, IReadOnlyCollection<ModelSize> resident, IReadOnlyCollection<ModelSize> wanted, IReadOnlySet<string> held)
    {
        ArgumentNullException.ThrowIfNull(resident);
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(held);
        var present = resident.Select(model => model.Model).ToHashSet(StringComparer.Ordinal);
        var free = memoryBytes - resident.Sum(model => model.Bytes);
        var victims = resident.Where(model => wanted.All(other => other.Model != model.Model)).ToList();
        var yielding = victims.Where(model => !held.Contains(model.Model)).ToList();
        var waits = false;
        foreach (var model in wanted.Where(model => !present.Contains(model.Model)))
        {
            if (model.Bytes <= free)
                return new(ResidencyAction.Load, model.Model);
            if (model.Bytes <= free + yielding.Sum(victim => victim.Bytes))
                return new(ResidencyAction.Unload, Victim(yielding, model.Bytes - free));
            waits |= model.Bytes <= free + victims.Sum(victim => victim.Bytes);
        }

        return new(waits ? ResidencyAction.Wait : ResidencyAction.Done);
    }

    /// <summary>The smallest one that makes enough room, or else the largest.</summary>
    private static string Victim(List<ModelSize> yielding, long bytes)
    {
        var ordered = yielding.OrderBy(model => model.Bytes).ThenBy(model => model.Model, StringComparer.Ordinal).ToList();
        var enough = ordered.FindIndex(model => model.Bytes >= bytes);
        return ordered[enough < 0 ? ^1 : enough].Model;
    }
}
