using System.Globalization;

namespace EdgeAigc.Experiments.Study;

/// <summary>Rows as lines of a CSV file. No field needs quotes: names and values hold no commas, and notes are written without.</summary>
internal static class RowFormat
{
    private const string Done = "done", NotApplicable = "not-applicable";

    private static readonly (string Name, string Format, Func<StudyRow, double?> Value)[] Measures =
    [
        ("utility", "F6", row => row.Outcome.Utility),
        ("regret_to_oracle", "F6", row => row.Regret),
        ("certified_gap", "F6", row => row.Outcome.CertifiedGap),
        ("delay_mean_s", "F3", row => row.Outcome.DelayMeanSeconds),
        ("delay_p95_s", "F3", row => row.Outcome.DelayP95Seconds),
        ("quality", "F5", row => row.Outcome.Quality),
        ("hit_ratio", "F4", row => row.Outcome.HitRatio),
        ("cloud_share", "F4", row => row.Outcome.CloudShare),
        ("reject_ratio", "F4", row => row.Outcome.RejectRatio),
        ("loaded_gb_per_frame", "F3", row => row.Outcome.LoadedGigabytesPerFrame),
        ("slot_us", "F2", row => row.Outcome.SlotMicroseconds),
        ("frame_us", "F1", row => row.Outcome.FrameMicroseconds),
        ("repairs", "F0", row => row.Outcome.Repairs),
        ("weights_kb", "F0", row => row.Outcome.WeightKilobytes),
        ("train_s", "F1", row => row.Outcome.TrainSeconds),
        ("train_peak_mb", "F0", row => row.Outcome.TrainPeakMegabytes),
    ];

    private static readonly string[] Columns = ["policy", "seed", "scenario", "sweep", "value", "status", .. Measures.Select(measure => measure.Name), "trained_at", "settings", "note"];

    /// <summary>First line of a file.</summary>
    public static string Header { get; } = string.Join(',', Columns);

    public static string Write(StudyRow row)
    {
        var key = row.Key;
        return string.Join(',', (string[])
        [
            key.Policy, key.Seed.ToString(CultureInfo.InvariantCulture), key.Scenario, key.Sweep, key.Value, row.HasRun ? Done : NotApplicable,
            .. Measures.Select(measure => row.HasRun ? measure.Value(row)?.ToString(measure.Format, CultureInfo.InvariantCulture) ?? "" : ""),
            row.Outcome.TrainedAt ?? "", row.Settings, Note(row.Outcome.NotApplicable ?? ""),
        ]);
    }

    /// <exception cref="FormatException">The line is no row.</exception>
    public static StudyRow Read(string line)
    {
        var fields = line.Split(',');
        if (fields.Length != Columns.Length)
            throw new FormatException($"{fields.Length} fields; a row has {Columns.Length}.");
        string Text(string name) => fields[Array.IndexOf(Columns, name)];
        double? Optional(string name) => Text(name) is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;
        double Number(string name) => Optional(name) ?? throw new FormatException($"{name} is empty.");
        var key = new RowKey(Text("policy"), int.Parse(Text("seed"), CultureInfo.InvariantCulture), Text("scenario"), Text("sweep"), Text("value"));
        if (Text("status") != Done)
            return new(key, Text("settings"), new() { NotApplicable = Text("note") });
        return new(key, Text("settings"), new()
        {
            Utility = Number("utility"),
            CertifiedGap = Optional("certified_gap"),
            DelayMeanSeconds = Number("delay_mean_s"),
            DelayP95Seconds = Number("delay_p95_s"),
            Quality = Number("quality"),
            HitRatio = Number("hit_ratio"),
            CloudShare = Number("cloud_share"),
            RejectRatio = Number("reject_ratio"),
            LoadedGigabytesPerFrame = Number("loaded_gb_per_frame"),
            SlotMicroseconds = Number("slot_us"),
            FrameMicroseconds = Number("frame_us"),
            Repairs = (long?)Optional("repairs"),
            WeightKilobytes = Optional("weights_kb"),
            TrainSeconds = Optional("train_s"),
            TrainPeakMegabytes = Optional("train_peak_mb"),
            TrainedAt = Text("trained_at") is { Length: > 0 } at ? at : null,
        })
        { Regret = Optional("regret_to_oracle") };
    }

    private static string Note(string text) => text.ReplaceLineEndings(" ").Replace(',', ';').Replace('"', '\'');
}
