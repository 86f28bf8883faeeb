using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Refuses values of a configuration, by file, key, value and what is supported.</summary>
/// <param name="file">The file, for messages.</param>
internal sealed class SchedulerRefusals(string file)
{
    /// <summary>The refusal of a value.</summary>
    public ModelException Wrong(string key, object? value, string supported) =>
        new(file, $"'{key}' is {value ?? "null"}; supported is {supported}.");

    /// <summary>Refuses a text that is not one of a list.</summary>
    public void Require(string key, string? value, params ReadOnlySpan<string> supported)
    {
        if (value is not null && !supported.Contains(value))
            throw Wrong(key, value, string.Join(", ", supported!));
    }
}
