using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>The denoising network on a batch of requests, each at the step where it is. A request under classifier-free guidance
/// (Ho and Salimans, arXiv 2207.12598) takes two rows, [negative, positive], and gets neg + w·(pos − neg).</summary>
internal sealed class BatchedUNet : IDisposable
{
    public const string Sample = "sample";
    public const string Timestep = "timestep";

    /// <summary>Sizes of pictures for which memory is kept at a time.</summary>
    private const int MostSizes = 4;

    private readonly OnnxModel _model;
    private readonly TimestepInput _timestep;
    private readonly int? _onlyRows;
    private readonly int _channels;
    private readonly string _output;
    private readonly Dictionary<(int Height, int Width), BatchMemory> _memories = [];

    /// <param name="model">The network.</param>
    /// <param name="channels">Channels of the latents.</param>
    /// <param name="conditioning">Names of the other inputs there are values for.</param>
    /// <exception cref="ModelException">The network does not fit.</exception>
    public BatchedUNet(OnnxModel model, int channels, IEnumerable<string> conditioning)
    {
        string[] supplied = [Sample, Timestep, .. conditioning];
        model.RequireInputs(supplied);
        _output = model.RequireOutput("out_sample");
        _model = model;
        _channels = channels;
        _timestep = new(model.FindInput(Timestep), model.FindInput(Sample));
        _onlyRows = model.FindInput(Sample)?.FixedDimension(0);
    }

    /// <summary>Name of the file for messages.</summary>
    public string File => _model.File;

    /// <summary>Whether requests at different timesteps can share a batch.</summary>
    public bool IsTimestepPerSample => _timestep.IsPerSample;

    /// <summary>Rows that a batch may have, where the network is made for some number.</summary>
    public int? FixedRows => _onlyRows;

    /// <summary>Whether timesteps lose their fractions.</summary>
    public bool TakesWholeTimesteps => _model.FindInput(Timestep)?.ElementType is TensorElementType.Int64 or TensorElementType.Int32;

    /// <summary>Height and width of the latents where they are fixed, or null.</summary>
    public (int? Height, int? Width) FixedLatents => (_model.FindInput(Sample)?.FixedDimension(2), _model.FindInput(Sample)?.FixedDimension(3));

    /// <summary>Runs one evaluation for all requests of a batch; each finds its guided prediction in its state.</summary>
    /// <param name="batch">Requests of one size; at one timestep unless <see cref="IsTimestepPerSample"/>.</param>
    /// <exception cref="InferenceException">The network failed.</exception>
    public void Predict(IReadOnlyList<DenoisingState> batch)
    {
        var rows = 0;
        for (var i = 0; i < batch.Count; i++)
            rows += batch[i].Rows;
        var capacity = _onlyRows ?? rows;
        if (rows % capacity != 0)
        {
            throw new InferenceException(
                File, $"The network takes {capacity} rows at a time only, and there are {rows}; export it with an open batch.");
        }

        var memory = MemoryFor(batch[0], capacity);
        var (next, filled) = (0, 0);
        for (var i = 0; i < batch.Count; i++)
        {
            var state = batch[i];
            for (var row = 0; row < state.Rows; row++)
            {
                memory.Write(filled++, state.ModelInput, state.Timestep, state.Conditioning.Rows[row]);
                if (filled == capacity)
                {
                    memory.Run(capacity);
                    next = Take(batch, next, memory, capacity);
                    filled = 0;
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ReleaseMemory();
        _model.Dispose();
    }

    /// <summary>Forgets the memory of batches; the next step makes it anew.</summary>
    private void ReleaseMemory()
    {
        foreach (var memory in _memories.Values)
            memory.Dispose();
        _memories.Clear();
    }

    /// <summary>Hands out the rows of a call, counted over all calls of the batch.</summary>
    private static int Take(IReadOnlyList<DenoisingState> batch, int first, BatchMemory memory, int count)
    {
        var row = 0;
        for (var i = 0; i < batch.Count && row < first + count; i++)
        {
            for (var own = 0; own < batch[i].Rows; own++, row++)
            {
                if (row >= first && row < first + count)
                    batch[i].TakePrediction(own, memory.Prediction(row - first));
            }
        }

        return first + count;
    }

    private BatchMemory MemoryFor(DenoisingState state, int rows)
    {
        var size = (state.LatentHeight, state.LatentWidth);
        if (_memories.TryGetValue(size, out var memory) && memory.Rows >= rows)
            return memory;
        memory?.Dispose();
        _memories.Remove(size);
        if (_memories.Count >= MostSizes)
            ReleaseMemory();
        memory = new(_model, _timestep, (_channels, size.LatentHeight, size.LatentWidth), state.Conditioning, _output, rows);
        _memories.Add(size, memory);
        return memory;
    }
}
