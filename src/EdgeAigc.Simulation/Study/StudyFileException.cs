namespace EdgeAigc.Simulation.Study;

/// <summary>A study file that cannot be run. The message names the field, its value and the way out.</summary>
public sealed class StudyFileException : Exception
{
    /// <summary>A refusal.</summary>
    public StudyFileException(string message)
        : base(message)
    {
    }

    /// <summary>A refusal with what caused it.</summary>
    public StudyFileException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
