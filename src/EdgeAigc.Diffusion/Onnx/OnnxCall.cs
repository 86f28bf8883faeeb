using Microsoft.ML.OnnxRuntime;

namespace EdgeAigc.Diffusion.Onnx;

/// <summary>A prepared call of a model: memory for each declared input, and for the output when its shape is known, so that
/// repeating the call allocates next to nothing.</summary>
internal sealed class OnnxCall : IDisposable
{
    private readonly OnnxModel _model;
    private readonly Dictionary<string, InputTensor> _inputs = new(StringComparer.Ordinal);
    private readonly string[] _inputNames;
    private readonly OrtValue[] _inputValues;
    private readonly string[] _outputNames;
    private readonly OrtValue[] _outputValues;
    private readonly float[] _output = [];

    /// <param name="model">The model.</param>
    /// <param name="shapes">Shapes by input name; what the model does not declare is dropped.</param>
    /// <param name="output">Name of the output.</param>
    /// <param name="outputShape">Its shape, or null when only the model knows.</param>
    public OnnxCall(OnnxModel model, IReadOnlyDictionary<string, long[]> shapes, string output, long[]? outputShape = null)
    {
        _model = model;
        foreach (var input in model.Inputs)
            _inputs.Add(input.Name, InputTensor.Create(input.ElementType, shapes[input.Name]));
        _inputNames = [.. _inputs.Keys];
        _inputValues = [.. _inputs.Values.Select(tensor => tensor.Value)];
        _outputNames = [output];
        _outputValues = [];
        if (outputShape is not null)
        {
            _output = GC.AllocateArray<float>((int)outputShape.Aggregate(1L, (product, side) => product * side), pinned: true);
            _outputValues = [OrtValue.CreateTensorValueFromMemory(_output, outputShape)];
        }
    }

    /// <summary>Fills an input, repeating the values until it is full; without effect when the model does not declare it.</summary>
    public void Write(string input, ReadOnlySpan<float> values) => _inputs.GetValueOrDefault(input)?.Write(values);

    /// <inheritdoc cref="Write(string, ReadOnlySpan{float})"/>
    public void Write(string input, ReadOnlySpan<int> values) => _inputs.GetValueOrDefault(input)?.Write(values);

    /// <summary>Runs the model into the memory of the output; the span is good until the next run.</summary>
    /// <exception cref="InferenceException">The model failed.</exception>
    public ReadOnlySpan<float> Run()
    {
        try
        {
            _model.Session.Run(_model.RunOptions, _inputNames, _inputValues, _outputNames, _outputValues);
            return _output;
        }
        catch (OnnxRuntimeException exception)
        {
            throw new InferenceException(_model.File, exception.Message, exception);
        }
    }

    /// <summary>Runs the model and copies the output.</summary>
    /// <exception cref="InferenceException">The model failed.</exception>
    public FloatTensor RunToCopy()
    {
        try
        {
            using var results = _model.Session.Run(_model.RunOptions, _inputNames, _inputValues, _outputNames);
            return new(results[0].GetTensorDataAsSpan<float>().ToArray(), results[0].GetTensorTypeAndShape().Shape);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new InferenceException(_model.File, exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _inputs.Values)
            tensor.Dispose();
        foreach (var value in _outputValues)
            value.Dispose();
    }
}
