using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Tensor = TorchSharp.torch.Tensor;

namespace EdgeAigc.Training.Optimization;

/// <summary>
/// AdamW (arXiv 1711.05101) with gradient clipping by global norm and a moving average of the parameters, over the
/// parameters' own memory. Written out because its whole state must go into checkpoints, and because one pass over
/// memory costs a few milliseconds where a tensor operation per parameter costs tens.
/// </summary>
internal sealed class AdamW
{
    private const float Epsilon = 1e-8f;

    private readonly Tensor[] _parameters;
    private readonly float[][] _means;
    private readonly float[][] _squares;
    private readonly float[][] _averages;
    private readonly float[] _scratch;
    private readonly AdamWSettings _settings;
    private int _step;

    public AdamW(IEnumerable<Tensor> parameters, AdamWSettings settings)
    {
        _settings = settings;
        _parameters = [.. parameters];
        _means = [.. _parameters.Select(parameter => new float[parameter.numel()])];
        _squares = [.. _parameters.Select(parameter => new float[parameter.numel()])];
        _averages = [.. _parameters.Select(parameter => Values(parameter).ToArray())];
        _scratch = new float[_parameters.Max(parameter => parameter.numel())];
    }

    /// <summary>Applies the gradients that the last backward pass left, and forgets them.</summary>
    /// <returns>Norm of all gradients before clipping.</returns>
    public double Step(double learningRate)
    {
        _step++;
        var norm = Math.Sqrt(_parameters.Sum(parameter => SquaredNorm(parameter)));
        var clip = (float)Math.Min(1, _settings.MaxGradientNorm / (norm + 1e-6));
        var rate = (float)(learningRate * Math.Sqrt(1 - Math.Pow(_settings.Beta2, _step)) / (1 - Math.Pow(_settings.Beta1, _step)));
        var decay = (float)(1 - (learningRate * _settings.WeightDecay));
        var keep = (float)Math.Min(_settings.AverageDecay, (1 + _step) / (10.0 + _step));
        for (var index = 0; index < _parameters.Length; index++)
        {
            if (_parameters[index].grad is not { } gradient)
                continue;
            using (gradient)
                Update(index, MemoryMarshal.Cast<byte, float>(gradient.bytes), clip, rate, decay, keep);
        }

        return norm;
    }

    /// <summary>Puts the moving average into the parameters.</summary>
    public void UseAverages()
    {
        for (var index = 0; index < _parameters.Length; index++)
            _averages[index].CopyTo(Values(_parameters[index]));
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_step);
        for (var index = 0; index < _parameters.Length; index++)
        {
            writer.Write(MemoryMarshal.AsBytes(Values(_parameters[index])));
            foreach (var state in (float[][])[_means[index], _squares[index], _averages[index]])
                writer.Write(MemoryMarshal.AsBytes(state.AsSpan()));
        }
    }

    public void Load(BinaryReader reader)
    {
        _step = reader.ReadInt32();
        for (var index = 0; index < _parameters.Length; index++)
        {
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(Values(_parameters[index])));
            foreach (var state in (float[][])[_means[index], _squares[index], _averages[index]])
                reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(state.AsSpan()));
        }
    }

    private void Update(int index, Span<float> gradient, float clip, float rate, float decay, float keep)
    {
        Span<float> mean = _means[index], square = _squares[index], average = _averages[index];
        var values = Values(_parameters[index]);
        var scratch = _scratch.AsSpan(0, values.Length);
        TensorPrimitives.Multiply(gradient, clip, gradient);
        TensorPrimitives.Lerp(gradient, mean, _settings.Beta1, mean);
        TensorPrimitives.Multiply(gradient, gradient, scratch);
        TensorPrimitives.Lerp(scratch, square, _settings.Beta2, square);
        TensorPrimitives.Sqrt(square, scratch);
        TensorPrimitives.Add(scratch, Epsilon, scratch);
        TensorPrimitives.Divide(mean, scratch, scratch);
        TensorPrimitives.Multiply(values, decay, values);
        TensorPrimitives.MultiplyAdd(scratch, -rate, values, values);
        TensorPrimitives.Lerp(values, average, keep, average);
        gradient.Clear();
    }

    private static double SquaredNorm(Tensor parameter)
    {
        using var gradient = parameter.grad;
        return gradient is null ? 0 : TensorPrimitives.SumOfSquares(MemoryMarshal.Cast<byte, float>(gradient.bytes));
    }

    private static Span<float> Values(Tensor parameter) => MemoryMarshal.Cast<byte, float>(parameter.bytes);
}
