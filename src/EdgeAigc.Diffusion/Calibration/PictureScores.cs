using EdgeAigc.Core.Curves;

namespace EdgeAigc.Diffusion.Calibration;

/// <summary>Scores pictures as they come; keeps the features of all and the pixels of the current reference only.</summary>
/// <param name="referenceSteps">The level that every other one is compared with; of each pair it comes first.</param>
internal sealed class PictureScores(int referenceSteps)
{
    // More digits than anybody can measure only make the file longer.
    private const int Digits = 6;

    private readonly SortedDictionary<int, Level> _levels = [];
    private PlanarPicture? _reference;

    public void Add(int steps, PlanarPicture picture)
    {
        if (steps == referenceSteps)
            _reference = picture;
        if (!_levels.TryGetValue(steps, out var level))
            _levels.Add(steps, level = new());
        level.Ssim.Add(Round(StructuralSimilarity.Between(picture, _reference!)));
        level.TotalVariation.Add(Round(TotalVariation.Of(picture)));
        level.Features.Add(PictureFeatures.Of(picture));
    }

    /// <summary>Every level in ascending order, the reference last.</summary>
    public IReadOnlyList<LevelScores> ToLevels() =>
        [.. _levels.Select(pair => new LevelScores
        {
            Steps = pair.Key,
            Ssim = pair.Value.Ssim,
            TotalVariation = pair.Value.TotalVariation,
            FrechetDistance = Round(FrechetDistance.Squared(pair.Value.Features, _levels[referenceSteps].Features)),
        })];

    private static double Round(double value) => Math.Round(value, Digits);

    private sealed class Level
    {
        public List<double> Ssim { get; } = [];

        public List<double> TotalVariation { get; } = [];

        public List<double[]> Features { get; } = [];
    }
}
