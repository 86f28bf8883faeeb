using System.Globalization;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Latents;

namespace EdgeAigc.Diffusion.Tests.Latents;

public sealed class ImageToImageTests
{
    [Theory]
    [InlineData(50, 0.8, 40)]
    [InlineData(50, 0.58, 28)]   // 50 · 0.58 is a little below 29 in double precision.
    [InlineData(50, 1.0, 50)]
    [InlineData(1, 1.0, 1)]
    [InlineData(2, 0.5, 1)]
    [InlineData(3, 0.34, 1)]
    public void TryStart_Strength_DoesItsShareOfTheStepsRoundedDown(int steps, double strength, int done) =>
        Assert.Equal(new ImageToImage(steps - done, done), ImageToImage.TryStart(steps, strength, out _));

    [Theory]
    [InlineData(1, 0.99, "Strength is 0.99, which leaves none of 1 steps to do; ask for at least 1,")]
    [InlineData(3, 0.3, "ask for at least 0.334,")]
    [InlineData(50, 0.0, "ask for at least 0.02,")]
    [InlineData(50, 1.01, "Strength is 1.01; it must be a number from 0 to 1")]
    [InlineData(50, -0.1, "from 0 to 1")]
    [InlineData(50, double.NaN, "from 0 to 1")]
    public void TryStart_StrengthThatCannotBe_IsAFaultThatNamesIt(int steps, double strength, string says)
    {
        Assert.Null(ImageToImage.TryStart(steps, strength, out var fault));
        Assert.Equal((JobFaultCode.InvalidParameter, "Strength"), (fault!.Code, fault.Parameter));
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryStart_StrengthThatTheMessageNames_IsEnough()
    {
        for (var steps = 1; steps <= 1000; steps++)
        {
            ImageToImage.TryStart(steps, 0, out var fault);
            var least = fault!.Message.Split("at least ")[1].Split(", or")[0];
            Assert.True(ImageToImage.TryStart(steps, double.Parse(least, CultureInfo.InvariantCulture), out _) is { Steps: >= 1 }, fault.Message);
        }
    }
}
