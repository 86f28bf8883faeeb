namespace EdgeAigc.Core.Learned;

/// <summary>
/// The long-timescale state. The published one holds the popularity state, the counts of the last frame and the cache. The one per model
/// has for each model its counts (last frame, and decayed at three rates), whether it is cached, its size, what steps gain, the time of a
/// step, which model it is, and the popularity state.
/// </summary>
public sealed class CacheFeatures
{
    private static readonly double[] Decays = [0, 0.7, 0.9, 0.98];

    private readonly IReadOnlyList<CacheModel> _models;
    private readonly int _popularities;
    private readonly bool _perModel;
    private readonly double[][] _counts;
    private readonly double[] _sums = new double[Decays.Length];

    /// <summary>A state that has seen nothing.</summary>
    /// <param name="models">The models.</param>
    /// <param name="popularities">Number of popularity states.</param>
    /// <param name="perModel">Whether the state is per model.</param>
    public CacheFeatures(IReadOnlyList<CacheModel> models, int popularities, bool perModel)
    {
        ArgumentNullException.ThrowIfNull(models);
        (_models, _popularities, _perModel) = (models, popularities, perModel);
        _counts = [.. Decays.Select(_ => new double[models.Count])];
    }

    /// <summary>Numbers of one model where the state is per model.</summary>
    public int PerModel => Decays.Length + 4 + _models.Count + _popularities;

    /// <summary>Length of the state.</summary>
    public int Size => _perModel ? _models.Count * PerModel : _popularities + (2 * _models.Count);

    /// <summary>Takes in a frame that ended.</summary>
    /// <param name="requests">Requests for each model.</param>
    public void Count(ReadOnlySpan<double> requests)
    {
        for (var i = 0; i < Decays.Length; i++)
        {
            for (var model = 0; model < _counts[i].Length; model++)
                _counts[i][model] = (_counts[i][model] * Decays[i]) + requests[model];
            _sums[i] = _counts[i].Sum();
        }
    }

    /// <summary>Writes the state.</summary>
    /// <param name="popularity">Popularity state.</param>
    /// <param name="cached">What is cached.</param>
    /// <param name="state">Receives the state.</param>
    public void Write(int popularity, ModelSet cached, Span<float> state)
    {
        state.Clear();
        if (_perModel)
        {
            for (var model = 0; model < _models.Count; model++)
                WriteModel(popularity, cached, model, state.Slice(model * PerModel, PerModel));
            return;
        }

        state[popularity] = 1;
        for (var model = 0; model < _models.Count; model++)
        {
            state[_popularities + model] = (float)Rate(0, model);
            state[_popularities + _models.Count + model] = cached.Contains(model) ? 1 : 0;
        }
    }

    private void WriteModel(int popularity, ModelSet cached, int model, Span<float> features)
    {
        for (var i = 0; i < Decays.Length; i++)
            features[i] = (float)Rate(i, model);
        features[Decays.Length] = cached.Contains(model) ? 1 : 0;
        features[Decays.Length + 1] = (float)_models[model].RelativeSize;
        features[Decays.Length + 2] = (float)(5 * _models[model].Gain);
        features[Decays.Length + 3] = (float)_models[model].StepSeconds;
        features[Decays.Length + 4 + model] = 1;
        features[Decays.Length + 4 + _models.Count + popularity] = 1;
    }

    // 1 where the model has its equal part of the requests.
    private double Rate(int decay, int model) => _sums[decay] > 0 ? _counts[decay][model] / _sums[decay] * _models.Count : 1;
}
