using System.CommandLine;
using System.Globalization;
using EdgeAigc.Load.Fuzzing;

namespace EdgeAigc.Load.Http;

/// <summary><c>fuzz</c>: malformed requests to every endpoint.</summary>
internal static class FuzzCommand
{
    private const int Parallel = 64;
    private const int Rounds = 5;
    private const double Mebibyte = 1024 * 1024;

    private static readonly Option<int> Count = new("--count") { Description = "Requests", DefaultValueFactory = _ => 20_000 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of the requests", DefaultValueFactory = _ => 1 };

    public static Command Create()
    {
        var command = new Command("fuzz", "Sends malformed requests to every endpoint: none may be answered with 5xx (but 503, and 505 for an unknown version of HTTP), or bring the node down.") { Count, Seed };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(Count), parsed.GetValue(Seed)));
        return command;
    }

    private static async Task<int> RunAsync(int count, int seed)
    {
        await using var node = await HttpNode.StartAsync();
        var requests = new FuzzRequests(seed);
        var statuses = new SortedDictionary<int, int>();
        var defects = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var left = count / Rounds;
            while (left > 0)
            {
                var batch = Enumerable.Range(0, Math.Min(Parallel, left)).Select(_ => requests.Next()).ToArray();
                left -= batch.Length;
                foreach (var (request, status) in batch.Zip(await Task.WhenAll(batch.Select(request => FuzzClient.SendAsync(node.EndPoint, request)))))
                {
                    statuses[status] = statuses.GetValueOrDefault(status) + 1;
                    if (FuzzClient.IsDefect(status))
                    {
                        defects++;
                        await Console.Error.WriteLineAsync($"{status} for {request.Kind}: {Convert.ToHexString(request.Bytes)}");
                    }
                }
            }

            await TellAsync($"round {round + 1} of {Rounds}: {statuses.Values.Sum()} requests, {GC.GetTotalMemory(forceFullCollection: true) / Mebibyte:0.0} MiB in use");
        }

        await TellAsync($"answers: {string.Join(", ", statuses.Select(item => $"{(item.Key == 0 ? "closed" : item.Key)}: {item.Value}"))}");
        await TellAsync($"5xx but 503 and 505: {defects}");
        return defects == 0 ? 0 : 1;
    }

    private static Task TellAsync(FormattableString text) => Console.Out.WriteLineAsync(text.ToString(CultureInfo.InvariantCulture));
}
