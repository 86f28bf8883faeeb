using EdgeAigc.Diffusion.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeAigc.Diffusion.Onnx;

/// <summary>A prepared call of a model whose output is true or false.</summary>
internal sealed class BooleanCall : IDisposable
{
    private readonly OnnxModel _model;
    private readonly Dictionary<string, InputTensor> _inputs = new(StringComparer.Ordinal);
    private readonly string _output;

    /// <param name="model">The model.</param>
    /// <param name="shapes">Shapes by input name; what the model does not declare is dropped.</param>
    /// <param name="output">Name of the output.</param>
    public BooleanCall(OnnxModel model, IReadOnlyDictionary<string, long[]> shapes, string output)
    {
        _model = model;
        _output = output;
        foreach (var input in model.Inputs)
            _inputs.Add(input.Name, InputTensor.Create(input.ElementType, shapes[input.Name]));
    }

    /// <summary>The output of that name, which must hold booleans.</summary>
    /// <exception cref="ModelException">There is none, or it holds something else.</exception>
    public static string RequireOutput(OnnxModel model, string name)
    {
        var output = model.Outputs.FirstOrDefault(output => output.Name == name)
            ?? throw new ModelException(
                model.File,
                $"The model lacks the output '{name}'; it has {string.Join(", ", model.Outputs.Select(candidate => candidate.Name))}.");
        return output.ElementType == TensorElementType.Bool
            ? name
            : throw new ModelException(model.File, $"The output '{name}' is of type {output.ElementType}; it must be of type Bool.");
    }

    /// <summary>Fills an input; without effect when the model does not declare it.</summary>
    public void Write(string input, ReadOnlySpan<float> values) => _inputs.GetValueOrDefault(input)?.Write(values);

    /// <summary>Runs the model and copies the output.</summary>
    /// <exception cref="InferenceException">The model failed.</exception>
    public bool[] Run()
    {
        try
        {
            using var results = _model.Session.Run(
                _model.RunOptions, [.. _inputs.Keys], [.. _inputs.Values.Select(tensor => tensor.Value)], [_output]);
            return results[0].GetTensorDataAsSpan<bool>().ToArray();
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
    }
}
