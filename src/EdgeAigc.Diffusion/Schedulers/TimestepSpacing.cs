namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>How n timesteps are picked out of T: table 2 of Lin et al., arXiv 2305.08891.</summary>
internal enum TimestepSpacing
{
    /// <summary>0 and T − 1 and evenly in between.</summary>
    Linspace,

    /// <summary>Multiples of T / n from below, plus an offset; never reaches the last timestep.</summary>
    Leading,

    /// <summary>Multiples of T / n from above; always starts at the last timestep.</summary>
    Trailing,
}
