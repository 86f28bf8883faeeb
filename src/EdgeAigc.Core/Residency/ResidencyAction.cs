namespace EdgeAigc.Core.Residency;

/// <summary>Kinds of steps.</summary>
public enum ResidencyAction
{
    /// <summary>Everything that can be resident is.</summary>
    Done,

    /// <summary>Load a model; there is room for it.</summary>
    Load,

    /// <summary>Unload a model to make room.</summary>
    Unload,

    /// <summary>A load needs room that only models have which must stay for now.</summary>
    Wait,
}
