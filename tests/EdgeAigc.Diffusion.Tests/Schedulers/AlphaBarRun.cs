namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>Runs of seven steps over the table of Stable Diffusion, for the samplers that step between its entries.</summary>
internal static class AlphaBarRun
{
    public const int Steps = 7;

    public static double[] Table { get; } = ReferenceLevel.Table(0.00085, 0.012, "scaled_linear");

    public static TheoryData<string, string> Combinations(params string[] predictions)
    {
        var data = new TheoryData<string, string>();
        foreach (var prediction in predictions)
        {
            foreach (var spacing in new[] { "leading", "linspace", "trailing" })
                data.Add(prediction, spacing);
        }

        return data;
    }

    public static string Keys(string prediction, string spacing, string more = "'steps_offset': 0") =>
        "'beta_schedule': 'scaled_linear', 'beta_start': 0.00085, 'beta_end': 0.012, "
        + $"'prediction_type': '{prediction}', 'timestep_spacing': '{spacing}', {more}";

    public static List<StepRecord> Run(string className, string keys)
    {
        var scheduler = SchedulerJson.Create(className, keys);
        return StepRecorder.Run(scheduler, scheduler.CreateSchedule(Steps));
    }

    /// <summary>Table 2 of arXiv 2305.08891 for T = 1000, n = 7, worked out by hand.</summary>
    public static int[] Timesteps(string spacing) => spacing switch
    {
        "leading" => [852, 710, 568, 426, 284, 142, 0],
        "linspace" => [999, 832, 666, 500, 333, 166, 0],
        _ => [999, 856, 713, 570, 428, 285, 142],
    };

    public static (double Picture, double Noise) Read(int timestep, string prediction, StepRecord record, int i) =>
        new ReferenceLevel(Table[timestep]).Read(prediction, record.Sample[i], record.Prediction[i]);

    public static ReferenceLevel Level(int timestep, double final) => new(timestep >= 0 ? Table[timestep] : final);
}
