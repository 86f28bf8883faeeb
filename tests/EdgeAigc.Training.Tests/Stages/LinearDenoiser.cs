using EdgeAigc.Training.Networks;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.Stages;

/// <summary>
/// Stands in for a denoiser: its velocity is slope(t) · x + offset, where the offset is a tenth of the number of text tokens, so that
/// what two denoising steps do to a latent can be said by hand. Keeps what it is asked.
/// </summary>
internal sealed class LinearDenoiser() : nn.Module<Tensor, Tensor, Tensor, Tensor>("linear_denoiser")
{
    /// <summary>Timesteps of each call.</summary>
    public List<int[]> Calls { get; } = [];

    public static double Slope(int timestep) => 0.3 + (timestep / 2000.0);

    public static double Offset(double tokens) => 0.1 * tokens;

    /// <summary>Text tokens of each row of text features [B, 12, 97].</summary>
    public static float[] Tokens(Tensor features) => features.select(2, TextEncoder.Width).sum(1).data<float>().ToArray();

    public override Tensor forward(Tensor sample, Tensor timestep, Tensor features)
    {
        int[] timesteps = [.. timestep.data<float>().ToArray().Select(value => (int)value)];
        Calls.Add(timesteps);
        return (Column(timesteps.Select(Slope)) * sample) + Column(Tokens(features).Select(tokens => Offset(tokens)));
    }

    /// <summary>Numbers as a tensor [B, 1, 1, 1].</summary>
    public static Tensor Column(IEnumerable<double> values) => tensor(values.Select(value => (float)value).ToArray()).view(-1, 1, 1, 1);
}
