using EdgeAigc.Training.TwoTimescale;

namespace EdgeAigc.Training.Tests.TwoTimescale;

public sealed class ReplayTests
{
    [Fact]
    public void Draw_NeverTakesARowWithoutItsSuccessor()
    {
        var (replay, random) = (new Replay(5, 1), new System.Random(1));
        for (var row = 0; row < 13; row++)
        {
            replay.Next(0)[0] = row;
            replay.Commit();
            if (row == 0)
                continue;
            var places = replay.Draw(random, 100);
            using var rows = replay.Gather(0, places);
            using var next = replay.Gather(0, places, 1);
            var (now, then) = (rows.data<float>().ToArray(), next.data<float>().ToArray());
            Assert.All(now.Zip(then), pair => Assert.Equal(pair.First + 1, pair.Second));
            Assert.Equal(Enumerable.Range(Math.Max(0, row - 4), Math.Min(row, 4)).Select(number => (float)number), now.Distinct().Order());
        }
    }
}
