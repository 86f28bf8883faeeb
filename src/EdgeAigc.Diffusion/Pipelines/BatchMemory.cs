using EdgeAigc.Diffusion.Conditioning;
using EdgeAigc.Diffusion.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>Memory for batches of up to some number of rows of one size, and a binding for each number of rows that came up, so
/// that a step allocates next to nothing.</summary>
internal sealed class BatchMemory : IDisposable
{
    private readonly OnnxModel _model;
    private readonly TimestepInput _timestep;
    private readonly (int Channels, int Height, int Width) _latents;
    private readonly RequestConditioning _example;
    private readonly string _outputName;
    private readonly Dictionary<string, RowTensor> _inputs = new(StringComparer.Ordinal);
    private readonly RowTensor<float> _output;
    private readonly Dictionary<int, (OrtIoBinding Binding, List<OrtValue> Values)> _bindings = [];
    private readonly ConditioningRow?[] _written;

    /// <param name="model">The network.</param>
    /// <param name="timestep">How it wants its timestep.</param>
    /// <param name="latents">Shape [C, h, w] of the latents.</param>
    /// <param name="example">Conditioning of any request, for the lengths of its rows.</param>
    /// <param name="output">Name of the output.</param>
    /// <param name="rows">Rows there is room for.</param>
    public BatchMemory(
        OnnxModel model, TimestepInput timestep, (int Channels, int Height, int Width) latents, RequestConditioning example, string output, int rows)
    {
        (_model, _timestep, _latents, _example, _outputName, Rows) = (model, timestep, latents, example, output, rows);
        var cells = latents.Channels * latents.Height * latents.Width;
        foreach (var input in model.Inputs)
        {
            _inputs.Add(input.Name, input.Name switch
            {
                BatchedUNet.Sample => RowTensor.Create(input.ElementType, rows, cells),
                BatchedUNet.Timestep => RowTensor.Create(input.ElementType, timestep.LengthFor(rows), 1),
                var name => RowTensor.Create(input.ElementType, rows, example.Rows[0].Inputs[name].Length),
            });
        }

        _output = new(rows, cells);
        _written = new ConditioningRow?[rows];
    }

    /// <summary>Rows there is room for.</summary>
    public int Rows { get; }

    /// <summary>The prediction of a row after <see cref="Run"/>, good until the next.</summary>
    public ReadOnlySpan<float> Prediction(int row) => _output.Row(row);

    /// <summary>Fills a row. What the text says is written only when it is not there yet.</summary>
    public void Write(int row, ReadOnlySpan<float> latents, float timestep, ConditioningRow conditioning)
    {
        _inputs[BatchedUNet.Sample].Write(row, latents);
        if (row == 0 || _timestep.IsPerSample)
            WriteTimestep(row, timestep);
        if (ReferenceEquals(_written[row], conditioning))
            return;
        foreach (var (name, tensor) in _inputs)
        {
            if (name is not (BatchedUNet.Sample or BatchedUNet.Timestep))
                tensor.Write(row, conditioning.Inputs[name]);
        }

        _written[row] = conditioning;
    }

    /// <summary>Runs the network on the first rows.</summary>
    /// <exception cref="InferenceException">The network failed.</exception>
    public void Run(int rows)
    {
        try
        {
            _model.Session.RunWithBinding(_model.RunOptions, BindingFor(rows));
        }
        catch (OnnxRuntimeException exception)
        {
            throw new InferenceException(_model.File, exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (binding, values) in _bindings.Values)
        {
            binding.Dispose();
            values.ForEach(value => value.Dispose());
        }
    }

    private void WriteTimestep(int row, float timestep)
    {
        if (!_inputs.TryGetValue(BatchedUNet.Timestep, out var tensor))
            return;
        var value = new ReadOnlySpan<float>(in timestep);
        if (_timestep.IsPerSample)
        {
            tensor.Write(row, value);
            return;
        }

        for (var i = 0; i < _timestep.LengthFor(1); i++)
            tensor.Write(i, value);
    }

    private OrtIoBinding BindingFor(int rows)
    {
        if (_bindings.TryGetValue(rows, out var known))
            return known.Binding;
        var binding = _model.Session.CreateIoBinding();
        var values = new List<OrtValue>();
        foreach (var (name, tensor) in _inputs)
        {
            values.Add(tensor.View(ShapeOf(name, rows)));
            binding.BindInput(name, values[^1]);
        }

        values.Add(_output.View(ShapeOf(BatchedUNet.Sample, rows)));
        binding.BindOutput(_outputName, values[^1]);
        _bindings.Add(rows, (binding, values));
        return binding;
    }

    private long[] ShapeOf(string input, int rows) => input switch
    {
        BatchedUNet.Sample => [rows, _latents.Channels, _latents.Height, _latents.Width],
        BatchedUNet.Timestep => _timestep.ShapeFor(rows),
        ConditioningInputs.EncoderHiddenStates => [rows, _example.Tokens, _example.Width],
        _ => [rows, _example.Rows[0].Inputs[input].Length],
    };
}
