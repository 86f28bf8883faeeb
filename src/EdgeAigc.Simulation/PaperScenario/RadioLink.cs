namespace EdgeAigc.Simulation.PaperScenario;

/// <summary>Shannon's rate of a share of a band: R(b) = b·W·log2(1 + p·g / (b·W)), with g the channel gain over the noise density.</summary>
public static class RadioLink
{
    /// <summary>Seconds for input and output of a user with a share of both bands.</summary>
    public static double Seconds(ScenarioOptions options, Slot slot, int user, double share)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(slot);
        return (slot.InputBits[user] / Rate(share * options.UplinkHertz, options.UplinkWatts * slot.Gains[user]))
            + (slot.OutputBits[user] / Rate(share * options.DownlinkHertz, options.DownlinkWatts * slot.Gains[user]));
    }

    /// <summary>−d(seconds)/d(share), above 0.</summary>
    public static double Saving(ScenarioOptions options, Slot slot, int user, double share)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(slot);
        return Saving(slot.InputBits[user], options.UplinkHertz, options.UplinkWatts * slot.Gains[user], share)
            + Saving(slot.OutputBits[user], options.DownlinkHertz, options.DownlinkWatts * slot.Gains[user], share);
    }

    /// <summary>Bits per second.</summary>
    /// <param name="hertz">b·W, above 0.</param>
    /// <param name="power">p·g in Hz.</param>
    public static double Rate(double hertz, double power) => hertz * Math.Log2(1 + (power / hertz));

    // With x = p·g / w, dR/dw = log2(1 + x) − x / ((1 + x)·ln 2).
    private static double Saving(double bits, double bandHertz, double power, double share)
    {
        var hertz = share * bandHertz;
        var x = power / hertz;
        var spectral = Math.Log2(1 + x);
        var rate = hertz * spectral;
        return bits * bandHertz * (spectral - (x / ((1 + x) * Math.Log(2)))) / (rate * rate);
    }
}
