namespace EdgeAigc.Contracts.Generation;

/// <summary>Counts the work of a request out of its events, in megapixel-steps: denoising steps made × pixels computed / 1,000,000. What a lost
/// node had made is not counted when another one begins anew.</summary>
public sealed class WorkMeter
{
    private const double Megapixel = 1e6;

    private double _megapixels;
    private int _steps;

    /// <summary>Work made so far.</summary>
    public double Work => _steps * _megapixels;

    /// <summary>The work of so many steps on so many pixels.</summary>
    public static double Price(int steps, int width, int height) => steps * ((double)width * height / Megapixel);

    /// <summary>Takes an event.</summary>
    public void Take(GenerationEvent next)
    {
        switch (next)
        {
            case GenerationAccepted:
                _steps = 0;
                break;
            case DenoisingStarted started:
                _megapixels = Price(1, started.Width, started.Height);
                break;
            case DenoisingStep step:
                _steps = step.Step;
                break;
        }
    }
}
