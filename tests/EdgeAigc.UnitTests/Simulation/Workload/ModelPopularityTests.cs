using EdgeAigc.Simulation.Workload;

namespace EdgeAigc.UnitTests.Simulation.Workload;

public sealed class ModelPopularityTests
{
    private const int Models = 20;
    private const int Draws = 100_000;

    [Fact]
    public void Next_OneExponent_FollowsZipf()
    {
        var counts = Count(new() { Exponents = [1.2] }, 0, Draws);
        var zipf = new ZipfTable(Models, 1.2);
        Assert.All(Enumerable.Range(0, Models), rank => Assert.Equal(zipf.Probability(rank), counts[rank] / (double)Draws, 0.005));
    }

    [Fact]
    public void Next_TwoStates_SpendsEqualTimesInThem()
    {
        var counts = Count(new() { Exponents = [0, 2], StateSeconds = 10 }, 0, Draws);
        var mean = (new ZipfTable(Models, 0).Probability(0) + new ZipfTable(Models, 2).Probability(0)) / 2;
        Assert.Equal(mean, counts[0] / (double)Draws, 0.02);
    }

    [Fact]
    public void Next_RanksMove_FavouritesChange()
    {
        var popularity = new ModelPopularity { Exponents = [1.5], MoveSeconds = 10 };
        Assert.Equal(0, Favourite(popularity, 0, 100));
        Assert.True(Enumerable.Range(1, 20).Select(place => Favourite(popularity, 1000 * place, 100)).Distinct().Count() > 5);
    }

    [Fact]
    public void Next_LocalSpread_NodesDiffer()
    {
        var draws = new ModelPopularity { LocalSpread = 1 }.Start(5, Models, new Random(1));
        var favourites = Enumerable.Range(0, 5).Select(node => Enumerable.Range(0, 2000).Select(_ => draws.Next(0, node)).CountBy(model => model).MaxBy(pair => pair.Value).Key);
        Assert.True(favourites.Distinct().Count() > 1);
    }

    private static int Favourite(ModelPopularity popularity, double from, double seconds)
    {
        var draws = popularity.Start(1, Models, new Random(1));
        // Until then nothing is looked at.
        draws.Next(from, 0);
        return Enumerable.Range(0, 2000).Select(index => draws.Next(from + (index * seconds * 1e-6), 0)).CountBy(model => model).MaxBy(pair => pair.Value).Key;
    }

    private static int[] Count(ModelPopularity popularity, double from, int count)
    {
        var (draws, counts) = (popularity.Start(1, Models, new Random(1)), new int[Models]);
        for (var index = 0; index < count; index++)
            counts[draws.Next(from + (index * 0.1), 0)]++;
        return counts;
    }
}
