namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>What a request keeps between evaluations: the last outputs of the network for multistep methods, the latents at
/// the start of a step that takes several evaluations. All room is made here, none in a step.</summary>
internal sealed class SchedulerMemory
{
    private readonly float[][] _outputs;
    private readonly float[] _sample;
    private readonly float[] _scratch;
    private int _newest;

    /// <param name="length">Values in the latents.</param>
    /// <param name="outputs">Outputs to remember.</param>
    /// <param name="keepsSample">Whether latents are kept.</param>
    /// <param name="needsScratch">Whether a step needs room to work in.</param>
    public SchedulerMemory(int length, int outputs = 0, bool keepsSample = false, bool needsScratch = false)
    {
        _outputs = new float[outputs][];
        for (var i = 0; i < outputs; i++)
            _outputs[i] = new float[length];
        _sample = keepsSample ? new float[length] : [];
        _scratch = needsScratch ? new float[length] : [];
    }

    /// <summary>The memory of samplers that need none.</summary>
    public static SchedulerMemory None { get; } = new(0);

    /// <summary>Evaluations that this run has done, wherever it began.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Outputs that are remembered.</summary>
    public int Outputs { get; private set; }

    /// <summary>Kept latents.</summary>
    public Span<float> Sample => _sample;

    /// <summary>Room to work in; what it holds between evaluations is the sampler's affair.</summary>
    public Span<float> Scratch => _scratch;

    /// <summary>A remembered output.</summary>
    /// <param name="age">0 is the newest; beyond the oldest it is the oldest.</param>
    public ReadOnlySpan<float> Output(int age) =>
        _outputs[(_newest - Math.Min(age, Outputs - 1) + _outputs.Length) % _outputs.Length];

    /// <summary>Makes room for a new output, over the oldest one.</summary>
    public Span<float> PushOutput()
    {
        _newest = (_newest + 1) % _outputs.Length;
        Outputs = Math.Min(Outputs + 1, _outputs.Length);
        return _outputs[_newest];
    }

    /// <summary>Counts an evaluation.</summary>
    public void CountEvaluation() => Evaluations++;
}
