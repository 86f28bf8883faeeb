using EdgeAigc.Diffusion.Random;

namespace EdgeAigc.Diffusion.Tests.Random;

public sealed class MersenneTwisterTests
{
    [Fact]
    public void Next_DefaultSeed_GivesTheValueThatTheCppStandardStates()
    {
        // ISO C++ [rand.predef]: the 10,000th value of mt19937 with its default seed 5489.
        var engine = new MersenneTwister(5489);
        Assert.Equal(3499211612u, engine.Next());
        for (var i = 2; i < 10_000; i++)
            engine.Next();
        Assert.Equal(4123659995u, engine.Next());
    }
}
