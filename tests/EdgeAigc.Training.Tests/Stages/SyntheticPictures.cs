using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.Stages;

/// <summary>Small pictures with structure: discs of different size and colour on white.</summary>
internal static class SyntheticPictures
{
    public static Tensor Create(int count)
    {
        var values = new float[count * 3 * 64 * 64];
        for (var index = 0; index < values.Length; index++)
        {
            var (x, y, channel, picture) = (index % 64, index / 64 % 64, index / 4096 % 3, index / 12288);
            var radius = 8 + (3 * picture);
            var inside = ((x - 32) * (x - 32)) + ((y - 32) * (y - 32)) < radius * radius;
            values[index] = inside && channel != picture % 3 ? -0.8f : 1;
        }

        return tensor(values, [count, 3, 64, 64]);
    }
}
