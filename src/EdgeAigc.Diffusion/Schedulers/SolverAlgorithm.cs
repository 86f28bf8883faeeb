namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>What DPM-Solver integrates.</summary>
internal enum SolverAlgorithm
{
    /// <summary>The flow by its predicted noise (Lu et al., arXiv 2206.00927).</summary>
    Noise,

    /// <summary>The flow by its predicted picture (DPM-Solver++; Lu et al., arXiv 2211.01095).</summary>
    Picture,

    /// <summary>The diffusion by its predicted noise.</summary>
    StochasticNoise,

    /// <summary>The diffusion by its predicted picture (SDE-DPM-Solver++; arXiv 2211.01095, appendix).</summary>
    StochasticPicture,
}
