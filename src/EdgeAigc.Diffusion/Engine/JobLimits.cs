namespace EdgeAigc.Diffusion.Engine;

/// <summary>What a job may ask for at most, whatever the model.</summary>
public static class JobLimits
{
    /// <summary>Characters of a prompt; far beyond what any tokenizer keeps, and quick to tokenize.</summary>
    public const int MaxPromptLength = 4096;

    /// <summary>Guidance scale.</summary>
    public const double MaxGuidance = 100;
}
