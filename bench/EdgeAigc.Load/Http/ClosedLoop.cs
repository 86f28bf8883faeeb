using System.Globalization;

namespace EdgeAigc.Load.Http;

/// <summary>So many callers, each of whom sends its next request when the last one is answered.</summary>
/// <param name="Callers">How many.</param>
/// <param name="PerSecond">Requests answered per second.</param>
/// <param name="Median">Median time of a request, in ms.</param>
/// <param name="High">Time within which 99 of 100 requests are answered, in ms.</param>
internal sealed record ClosedLoop(int Callers, double PerSecond, double Median, double High)
{
    private const int WarmUpCalls = 500;

    /// <summary>Runs it for so long; <paramref name="call"/> gets a name of its own for each request.</summary>
    public static async Task<ClosedLoop> RunAsync(int callers, double seconds, Func<string, Task> call)
    {
        var run = Guid.CreateVersion7().ToString("N");
        // The first calls compile.
        for (var i = 0; i < WarmUpCalls; i++)
            await call($"{run}-warm-{i}");
        var start = TimeProvider.System.GetTimestamp();
        var own = await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            var times = new List<double>();
            for (var i = 0; TimeProvider.System.GetElapsedTime(start).TotalSeconds < seconds; i++)
            {
                var began = TimeProvider.System.GetTimestamp();
                await call($"{run}-{caller}-{i}");
                times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            }

            return times;
        }));
        var all = own.SelectMany(times => times).Order().ToArray();
        return new(callers, all.Length / TimeProvider.System.GetElapsedTime(start).TotalSeconds, all[all.Length / 2], all[(int)(all.Length * 0.99)]);
    }

    /// <summary>A row of a table.</summary>
    public string Row(string what) => string.Create(CultureInfo.InvariantCulture, $"| {what} | {Callers} | {Median:0.00} | {High:0.00} | {PerSecond:0} |");
}
