using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

public sealed class TimestepSpacingsTests
{
    [Theory]
    [InlineData("Leading", 4, 1, new[] { 751.0, 501, 251, 1 })]
    [InlineData("Leading", 3, 0, new[] { 666.0, 333, 0 })]
    [InlineData("Trailing", 4, 1, new[] { 999.0, 749, 499, 249 })]
    [InlineData("Trailing", 3, 0, new[] { 999.0, 666, 332 })]
    [InlineData("Linspace", 5, 1, new[] { 999.0, 749.25, 499.5, 249.75, 0 })]
    [InlineData("Linspace", 1, 0, new[] { 0.0 })]
    [InlineData("Trailing", 1, 0, new[] { 999.0 })]
    public void Pick_OfThousand_GivesTheTimestepsOfTheTable(string spacing, int steps, int offset, double[] expected) =>
        Assert.Equal(expected, TimestepSpacings.Pick(Enum.Parse<TimestepSpacing>(spacing), 1000, steps, offset));

    [Theory]
    [InlineData("Leading")]
    [InlineData("Trailing")]
    [InlineData("Linspace")]
    public void Pick_AnyCount_FallsAndStaysInTheTable(string spacing)
    {
        for (var steps = 1; steps <= 1000; steps++)
        {
            var timesteps = TimestepSpacings.Pick(Enum.Parse<TimestepSpacing>(spacing), 1000, steps, 1);
            Assert.Equal(steps, timesteps.Length);
            Assert.All(timesteps, t => Assert.InRange(t, 0, 999));
            for (var i = 1; i < steps; i++)
                Assert.True(timesteps[i] <= timesteps[i - 1], $"{spacing} {steps}: {timesteps[i - 1]} then {timesteps[i]}");
        }
    }
}
