namespace EdgeAigc.Training.Optimization;

/// <summary>Linear warm-up, then a cosine down to a hundredth of the peak.</summary>
internal static class LearningRate
{
    private const double Floor = 0.01;

    public static double At(int step, int steps, int warmUp, double peak)
    {
        if (step < warmUp)
            return peak * (step + 1) / warmUp;

        var progress = (double)(step - warmUp) / Math.Max(1, steps - warmUp);
        return peak * (Floor + ((1 - Floor) * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, progress)))));
    }
}
