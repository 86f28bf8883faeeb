namespace EdgeAigc.Training.TwoTimescale;

/// <summary>A training's whole state in one file, written whole or not at all.</summary>
internal sealed class EpisodeCheckpoint(string path, Action<BinaryWriter> save, Action<BinaryReader> load)
{
    public void Save(IReadOnlyList<EpisodeResult> curve, double seconds)
    {
        using (var writer = new BinaryWriter(File.Create(path + ".partial")))
        {
            writer.Write(seconds);
            writer.Write(curve.Count);
            foreach (var point in curve)
            {
                writer.Write(point.Gain);
                writer.Write(point.CriticLoss);
            }

            save(writer);
        }

        File.Move(path + ".partial", path, overwrite: true);
    }

    /// <summary>The curve so far and the seconds spent; null when there is no checkpoint yet.</summary>
    public (List<EpisodeResult> Curve, double Seconds)? TryLoad()
    {
        if (!File.Exists(path))
            return null;
        using var reader = new BinaryReader(File.OpenRead(path));
        var seconds = reader.ReadDouble();
        List<EpisodeResult> curve = [];
        for (var left = reader.ReadInt32(); left > 0; left--)
            curve.Add(new(curve.Count, reader.ReadDouble(), reader.ReadDouble()));
        load(reader);
        return (curve, seconds);
    }
}
