using EdgeAigc.Training.Stages;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.Stages;

/// <summary>
/// Knows the velocity by which one DDIM step does what two steps of <see cref="LinearDenoiser"/> do, in double precision. With
/// α = cos φ and σ = sin φ a step by the angle δ is the rotation x cos δ − v sin δ (arXiv 2202.00512, appendix D).
/// </summary>
internal sealed class OneStepStudent(int steps, double guidance, double error) : nn.Module<Tensor, Tensor, Tensor, Tensor>("one_step_student")
{
    private readonly NoiseSchedule _schedule = new();

    /// <summary>Largest velocity returned.</summary>
    public float Largest { get; private set; }

    public override Tensor forward(Tensor sample, Tensor timestep, Tensor features)
    {
        var lines = timestep.data<float>().ToArray().Zip(LinearDenoiser.Tokens(features), (start, tokens) => Line((int)start, tokens)).ToArray();
        var velocity = (LinearDenoiser.Column(lines.Select(line => line.Slope)) * sample)
            + LinearDenoiser.Column(lines.Select(line => line.Offset + error));
        Largest = Math.Max(Largest, velocity.abs().max().item<float>());
        return velocity;
    }

    private (double Slope, double Offset) Line(int start, double tokens)
    {
        var middle = start - (NoiseSchedule.Timesteps / steps / 2);
        var end = start - (NoiseSchedule.Timesteps / steps);
        // Guidance moves the offset away from that of the empty text, which has one token.
        var offset = LinearDenoiser.Offset(1) + (guidance * (LinearDenoiser.Offset(tokens) - LinearDenoiser.Offset(1)));
        var (slope1, offset1) = Step(start, middle, offset);
        var (slope2, offset2) = Step(middle, end, offset);
        var both = Angle(start) - Angle(end);
        return (
            (Math.Cos(both) - (slope2 * slope1)) / Math.Sin(both),
            -((slope2 * offset1) + offset2) / Math.Sin(both));
    }

    // One step of the linear denoiser as a line over the latent.
    private (double Slope, double Offset) Step(int from, int to, double offset)
    {
        var angle = Angle(from) - Angle(to);
        return (Math.Cos(angle) - (Math.Sin(angle) * LinearDenoiser.Slope(from)), -Math.Sin(angle) * offset);
    }

    private double Angle(int timestep) => timestep < 0 ? 0 : Math.Atan2(_schedule.Noise[timestep], _schedule.Signal[timestep]);
}
