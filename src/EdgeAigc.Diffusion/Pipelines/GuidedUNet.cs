using EdgeAigc.Diffusion.Conditioning;
using EdgeAigc.Diffusion.Onnx;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>The denoising network with the conditioning of one run. Classifier-free guidance (Ho and Salimans,
/// arXiv 2207.12598) runs a batch of [negative, positive] and gives neg + w·(pos − neg).</summary>
internal sealed class GuidedUNet : IDisposable
{
    private readonly OnnxCall _call;
    private readonly float[] _prediction;
    private readonly float _guidance;

    /// <param name="model">The network.</param>
    /// <param name="latents">Shape [C, h, w] of the latents.</param>
    /// <param name="conditioning">What the network is told.</param>
    public GuidedUNet(OnnxModel model, (int Channels, int Height, int Width) latents, RequestConditioning conditioning)
    {
        var batch = conditioning.Rows.Count;
        var guidance = conditioning.Guidance;
        if (model.FindInput(Inputs.Sample)?.FixedDimension(0) is { } only && only != batch)
        {
            throw new InferenceException(
                model.File,
                $"The model takes a batch of {only} only, and a guidance scale of {guidance} needs {batch}; export it with an open batch, "
                + (batch == 1 ? "or ask for guidance above 1." : "or ask for guidance of 1."));
        }

        long[] sample = [batch, latents.Channels, latents.Height, latents.Width];
        _prediction = new float[latents.Channels * latents.Height * latents.Width];
        _guidance = guidance;
        var shapes = new Dictionary<string, long[]> { [Inputs.Sample] = sample, [Inputs.Timestep] = TimestepShape(model, batch) };
        foreach (var (input, row) in conditioning.Rows[0].Inputs)
        {
            shapes[input] = input == ConditioningInputs.EncoderHiddenStates
                ? [batch, conditioning.Tokens, conditioning.Width]
                : [batch, row.Length];
        }

        _call = new(model, shapes, model.RequireOutput("out_sample"), sample);
        foreach (var input in conditioning.Rows[0].Inputs.Keys)
            _call.Write(input, conditioning.Rows.SelectMany(row => row.Inputs[input]).ToArray().AsSpan());
    }

    /// <summary>Runs the network.</summary>
    /// <param name="latents">Scaled latents [C, h, w].</param>
    /// <param name="timestep">The timestep.</param>
    /// <returns>The guided prediction; good until the next call.</returns>
    public ReadOnlySpan<float> Predict(ReadOnlySpan<float> latents, float timestep)
    {
        _call.Write(Inputs.Sample, latents);
        _call.Write(Inputs.Timestep, new ReadOnlySpan<float>(in timestep));
        var output = _call.Run();
        if (output.Length == _prediction.Length)
            return output;

        var negative = output[.._prediction.Length];
        var positive = output[_prediction.Length..];
        for (var i = 0; i < _prediction.Length; i++)
            _prediction[i] = negative[i] + (_guidance * (positive[i] - negative[i]));
        return _prediction;
    }

    /// <inheritdoc/>
    public void Dispose() => _call.Dispose();

    /// <summary>A scalar, one for the whole batch, or one for each row where the model ties it to the batch of the sample.</summary>
    private static long[] TimestepShape(OnnxModel model, int batch)
    {
        if (model.FindInput(Inputs.Timestep) is not { Dimensions.Count: > 0 } timestep)
            return [];
        var symbol = timestep.Symbols[0];
        var tied = timestep.FixedDimension(0) is { } length
            ? length == batch
            : symbol.Length > 0 && symbol == model.FindInput(Inputs.Sample)?.Symbols[0];
        return [tied ? batch : 1];
    }

    /// <summary>What this network is told.</summary>
    public static class Inputs
    {
        public const string Sample = "sample";
        public const string Timestep = "timestep";
    }
}
