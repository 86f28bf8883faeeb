using Microsoft.ML.OnnxRuntime;

namespace EdgeAigc.Diffusion.Onnx;

/// <summary>A prepared call that copies its outputs, for networks that run once for a picture: only they need to know the shapes of
/// what they give.</summary>
internal sealed class OnnxCall : IDisposable
{
    private readonly OnnxModel _model;
    private readonly Dictionary<string, InputTensor> _inputs = new(StringComparer.Ordinal);
    private readonly string[] _inputNames;
    private readonly OrtValue[] _inputValues;
    private readonly string[] _outputNames;

    /// <param name="model">The model.</param>
    /// <param name="shapes">Shapes by input name; what the model does not declare is dropped.</param>
    /// <param name="outputs">Names of the outputs.</param>
    public OnnxCall(OnnxModel model, IReadOnlyDictionary<string, long[]> shapes, params string[] outputs)
    {
        _model = model;
        foreach (var input in model.Inputs)
            _inputs.Add(input.Name, InputTensor.Create(input.ElementType, shapes[input.Name]));
        _inputNames = [.. _inputs.Keys];
        _inputValues = [.. _inputs.Values.Select(tensor => tensor.Value)];
        _outputNames = outputs;
    }

    /// <summary>Fills an input, repeating the values until it is full; without effect when the model does not declare it.</summary>
    public void Write(string input, ReadOnlySpan<float> values) => _inputs.GetValueOrDefault(input)?.Write(values);

    /// <inheritdoc cref="Write(string, ReadOnlySpan{float})"/>
    public void Write(string input, ReadOnlySpan<int> values) => _inputs.GetValueOrDefault(input)?.Write(values);

    /// <summary>Runs the model.</summary>
    /// <returns>The outputs in the order in which they were named.</returns>
    /// <exception cref="InferenceException">The model failed.</exception>
    public FloatTensor[] Run() => Run(static result => new FloatTensor(
        result.GetTensorDataAsSpan<float>().ToArray(), result.GetTensorTypeAndShape().Shape));

    /// <summary>Runs a model whose outputs are true or false.</summary>
    /// <returns>The outputs in the order in which they were named.</returns>
    /// <exception cref="InferenceException">The model failed.</exception>
    public bool[][] RunFlags() => Run(static result => result.GetTensorDataAsSpan<bool>().ToArray());

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _inputs.Values)
            tensor.Dispose();
    }

    private T[] Run<T>(Func<OrtValue, T> read)
    {
        try
        {
            using var results = _model.Session.Run(_model.RunOptions, _inputNames, _inputValues, _outputNames);
            return [.. results.Select(read)];
        }
        catch (OnnxRuntimeException exception)
        {
            throw new InferenceException(_model.File, exception.Message, exception);
        }
    }
}
