using EdgeAigc.Training.Optimization;

namespace EdgeAigc.Training.Stages;

/// <summary>A stage's whole state in one file, written whole or not at all.</summary>
internal sealed class Checkpoint(string path)
{
    public void Save(AdamW optimizer, StageState state)
    {
        var partial = path + ".partial";
        using (var writer = new BinaryWriter(File.Create(partial)))
        {
            writer.Write(state.Step);
            writer.Write(state.Loss);
            writer.Write(state.Elapsed.Ticks);
            optimizer.Save(writer);
        }

        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Restores optimiser and parameters; null when there is no checkpoint yet.</summary>
    public StageState? TryLoad(AdamW optimizer)
    {
        if (!File.Exists(path))
            return null;

        using var reader = new BinaryReader(File.OpenRead(path));
        var state = new StageState(reader.ReadInt32(), reader.ReadDouble(), TimeSpan.FromTicks(reader.ReadInt64()));
        optimizer.Load(reader);
        return state;
    }
}
