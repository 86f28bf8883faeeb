using EdgeAigc.Diffusion.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeAigc.Diffusion.Onnx;

/// <summary>An open model with what it declares. Names, ranks and types are read from it, never assumed.</summary>
internal sealed class OnnxModel : IDisposable
{
    public OnnxModel(string file, InferenceSession session)
    {
        File = file;
        Session = session;
        Inputs = [.. session.InputMetadata.Select(Declaration)];
        Outputs = [.. session.OutputMetadata.Select(Declaration)];
    }

    /// <summary>Name of the file for messages, starting with the model's name.</summary>
    public string File { get; }

    /// <summary>What goes in.</summary>
    public IReadOnlyList<TensorDeclaration> Inputs { get; }

    /// <summary>What comes out.</summary>
    public IReadOnlyList<TensorDeclaration> Outputs { get; }

    internal InferenceSession Session { get; }

    internal RunOptions RunOptions { get; } = new();

    /// <summary>The input of that name, or null when the model does not declare it.</summary>
    public TensorDeclaration? FindInput(string name) => Inputs.FirstOrDefault(input => input.Name == name);

    /// <summary>Refuses a model that declares an input for which there is no value, or one of a type without code.</summary>
    /// <param name="supplied">Names for which there are values; the model need not declare all of them.</param>
    public void RequireInputs(params ReadOnlySpan<string> supplied)
    {
        foreach (var input in Inputs)
        {
            if (!supplied.Contains(input.Name))
            {
                throw new ModelException(
                    File,
                    $"The model declares the input '{input.Name}', which this pipeline does not supply; it supplies "
                    + $"{string.Join(", ", supplied!)}.");
            }

            if (!InputTensor.Supports(input.ElementType))
            {
                throw new ModelException(
                    File, $"The input '{input.Name}' is of type {input.ElementType}, which is not supported; export the model in float32.");
            }
        }
    }

    /// <summary>The output of that name, or the only output there is under another name.</summary>
    public string RequireOutput(string name)
    {
        var output = Outputs.FirstOrDefault(output => output.Name == name) ?? (Outputs.Count == 1 ? Outputs[0] : null);
        if (output is null)
        {
            var names = string.Join(", ", Outputs.Select(candidate => candidate.Name));
            throw new ModelException(File, $"The model lacks the output '{name}'; it has {names}.");
        }

        return output.ElementType == TensorElementType.Float
            ? output.Name
            : throw new ModelException(
                File, $"The output '{output.Name}' is of type {output.ElementType}, which is not supported; export the model in float32.");
    }

    /// <summary>The output of that name, which must hold booleans.</summary>
    /// <exception cref="ModelException">There is none, or it holds something else.</exception>
    public string RequireFlags(string name)
    {
        var output = Outputs.FirstOrDefault(output => output.Name == name)
            ?? throw new ModelException(
                File, $"The model lacks the output '{name}'; it has {string.Join(", ", Outputs.Select(candidate => candidate.Name))}.");
        return output.ElementType == TensorElementType.Bool
            ? name
            : throw new ModelException(File, $"The output '{name}' is of type {output.ElementType}; it must be of type Bool.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        RunOptions.Dispose();
        Session.Dispose();
    }

    private TensorDeclaration Declaration(KeyValuePair<string, NodeMetadata> entry) => entry.Value.IsTensor
        ? new(entry.Key, entry.Value.ElementDataType, entry.Value.Dimensions, entry.Value.SymbolicDimensions)
        : throw new ModelException(File, $"'{entry.Key}' is of type {entry.Value.OnnxValueType}; it must be a tensor.");
}
