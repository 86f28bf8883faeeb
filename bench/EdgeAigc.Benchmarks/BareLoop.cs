using Microsoft.ML.OnnxRuntime;

namespace EdgeAigc.Benchmarks;

/// <summary>
/// The least that any engine has to do: the unet on a guided batch of two, once a step, over buffers made once. No
/// scheduler, no guidance arithmetic, no events; what the engine takes beyond this is its own cost.
/// </summary>
internal sealed class BareLoop : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;

    public BareLoop(string unet, int threads)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads, GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
        _session = new InferenceSession(unet, options);
        _inputNames = [.. _session.InputNames];
        _outputNames = [.. _session.OutputNames];
        _inputs = [.. _inputNames.Select(name => Tensor(_session.InputMetadata[name]))];
        _outputs = [.. _outputNames.Select(name => Tensor(_session.OutputMetadata[name]))];
    }

    public void Run(int steps)
    {
        for (var step = 0; step < steps; step++)
            _session.Run(_options, _inputNames, _inputs, _outputNames, _outputs);
    }

    public void Dispose()
    {
        foreach (var value in _inputs.Concat(_outputs))
            value.Dispose();
        _options.Dispose();
        _session.Dispose();
    }

    private static OrtValue Tensor(NodeMetadata metadata)
    {
        long[] shape = [.. metadata.Dimensions.Select(dimension => dimension > 0 ? (long)dimension : 2)];
        var values = new float[shape.Aggregate(1L, (product, dimension) => product * dimension)];
        Array.Fill(values, 0.5f);
        return OrtValue.CreateTensorValueFromMemory(values, shape);
    }
}
