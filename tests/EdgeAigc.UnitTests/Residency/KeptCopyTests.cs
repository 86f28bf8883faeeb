using EdgeAigc.Core.Residency;

namespace EdgeAigc.UnitTests.Residency;

public sealed class KeptCopyTests
{
    [Fact]
    public void MayGo_NodesThatSeeTheOthersLate_OneCopyIsLeftAndMostMayGo()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var holders = Enumerable.Range(0, 6).Where(_ => random.Next(3) > 0).Append(6).Select(node => $"node-{node}").ToHashSet(StringComparer.Ordinal);
            var first = holders.Count;
            var seen = holders.ToDictionary(node => node, _ => holders.ToArray(), StringComparer.Ordinal);
            for (var step = 0; step < 50; step++)
            {
                var node = seen.Keys.ElementAt(random.Next(seen.Count));
                if (random.Next(2) == 0)
                    seen[node] = [.. holders];
                else if (KeptCopy.MayGo(node, seen[node].Where(other => other != node)))
                    holders.Remove(node);
                Assert.NotEmpty(holders);
            }

            Assert.True(first == 1 || holders.Count < first);
        }
    }
}
