using EdgeAigc.Core.Results;

namespace EdgeAigc.UnitTests.Results;

public sealed class RetentionBookTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    // Against a plain list: whatever is kept, removed and however the time passes, the same things go in the same order.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Keep_AtRandom_LetsTheOldestGoAndNoMoreThanMust(int seed)
    {
        var random = new Random(seed);
        var book = new RetentionBook(maxCount: 8, maxBytes: 100, TimeSpan.FromSeconds(10));
        var model = new List<(int Id, int Bytes, DateTimeOffset Expiry)>();
        var places = new Dictionary<int, RetainedItem>();
        var (gone, expected) = (new List<int>(), new List<int>());
        var now = Start;
        for (var id = 0; id < 3000; id++)
        {
            now += TimeSpan.FromSeconds(random.NextDouble() * 3);
            if (random.Next(4) == 0 && model.Count > 0)
            {
                var removed = model[random.Next(model.Count)];
                model.Remove(removed);
                book.Remove(places[removed.Id]);
                book.Remove(places[removed.Id]);
            }

            var (own, bytes) = (id, random.Next(120));
            var place = book.Keep(bytes, now, () => gone.Add(own));
            Assert.Equal(bytes > 100, place is null);
            if (place is not null)
            {
                places[id] = place;
                model.Add((id, bytes, now.AddSeconds(10)));
                while (model.Count > 8 || model.Sum(item => item.Bytes) > 100 || model[0].Expiry <= now)
                {
                    expected.Add(model[0].Id);
                    model.RemoveAt(0);
                }
            }

            Assert.Equal(expected, gone);
            Assert.Equal((model.Count, model.Sum(item => item.Bytes)), (book.Count, (int)book.Bytes));
        }

        Assert.NotEmpty(gone);
    }
}
