using EdgeAigc.Diffusion.Calibration;

namespace EdgeAigc.Cluster.Tests;

/// <summary>Curves by hand: g(X) = 0.02·X + 0.1 s, o = 0.05 s, and scores that fall once.</summary>
internal static class ScriptedCurves
{
    public static ModelCurves Of(string model, CalibrationSettings settings, string device) => new()
    {
        Model = model,
        MeasuredAt = DateTimeOffset.UnixEpoch,
        Machine = new() { Processor = "scripted", LogicalProcessors = 1, Device = device, OperatingSystem = "none" },
        Settings = new()
        {
            Scheduler = "DDIMScheduler",
            Guidance = 2,
            Width = 64,
            Height = 64,
            ReferenceSteps = 8,
            Repetitions = settings.Repetitions ?? 9,
            Prompts = settings.Prompts ?? ["red heart"],
            Seeds = settings.Seeds,
        },
        ResidentBytes = 1000,
        Latency = new() { Step = [new(1, 0.12), new(2, 0.14), new(4, 0.18)], FixedSeconds = 0.05 },
        Quality = new() { Levels = [Level(1, 0.4), Level(2, 0.9), Level(4, 0.7), Level(8, 1)] },
    };

    private static LevelScores Level(int steps, double ssim) =>
        new() { Steps = steps, Ssim = [ssim], TotalVariation = [0.1 * ssim], FrechetDistance = 1 - ssim };
}
