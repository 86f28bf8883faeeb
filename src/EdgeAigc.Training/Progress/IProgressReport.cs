namespace EdgeAigc.Training.Progress;

/// <summary>Tells a person how the training goes.</summary>
internal interface IProgressReport
{
    /// <summary>A step of a stage is done.</summary>
    void Step(string stage, int step, int steps, double loss);

    /// <summary>Something worth a line.</summary>
    void Say(string message);
}
