namespace EdgeAigc.Core.Learned;

/// <summary>The short-timescale state: <see cref="PerUser"/> numbers for each user.</summary>
/// <param name="scales">How numbers are scaled.</param>
public sealed class UserFeatures(SlotScales scales)
{
    /// <summary>Cached or not, channel, input, output; and where the model is cached its best level, gain, half level and time of a step.</summary>
    public const int PerUser = 4 + ModelTraits.Count;

    /// <summary>Writes the state.</summary>
    /// <param name="users">The users.</param>
    /// <param name="state">Receives <see cref="PerUser"/> numbers of each.</param>
    public void Write(ReadOnlySpan<SlotUser> users, Span<float> state)
    {
        for (var i = 0; i < users.Length; i++)
        {
            var user = users[i];
            var features = state.Slice(i * PerUser, PerUser);
            features[0] = user.Cached ? 1 : -1;
            features[1] = scales.Gain.Apply(Math.Log(user.Gain));
            features[2] = scales.Bits.Apply(Math.Log(user.InputBits));
            features[3] = scales.Bits.Apply(Math.Log(user.OutputBits));
            for (var place = 0; place < ModelTraits.Count; place++)
                features[4 + place] = user.Cached ? scales.Models[place].Apply(user.Model[place]) : 0;
        }
    }
}
