using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text;

namespace EdgeAigc.Load.Http;

/// <summary><c>streams</c>: many streams open at once.</summary>
internal static class StreamsCommand
{
    private const int OpenedAtOnce = 32;
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private static int _retries;

    private static readonly Option<int> Count = new("--count") { Description = "Streams", DefaultValueFactory = _ => 1000 };

    public static Command Create()
    {
        var command = new Command("streams", "Opens streams whose requests all wait, lets the work go, and waits for all images. Callers and server share this process.") { Count };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(Count)));
        return command;
    }

    private static async Task RunAsync(int count)
    {
        await using var node = await HttpNode.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = count + 1 }) { Timeout = Timeout.InfiniteTimeSpan };
        using var opening = new SemaphoreSlim(OpenedAtOnce);
        for (var i = 0; i < 100; i++)
            (await OpenAsync(http, node.Address, opening)).Dispose();
        node.Engine.Hold(true);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = TimeProvider.System.GetTimestamp();
        var open = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => OpenAsync(http, node.Address, opening)));
        await TellAsync($"{count} streams open after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.00} s, {_retries} sent again after a 429 or 503");
        await TellAsync($"memory: {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1024.0 / count:0.0} KiB a stream, callers included");

        start = TimeProvider.System.GetTimestamp();
        node.Engine.Hold(false);
        var done = await Task.WhenAll(open.Select(async response => (await response.Content.ReadAsStringAsync()).Contains("image_generation.completed", StringComparison.Ordinal)));
        await TellAsync($"{done.Count(isDone => isDone)} of them completed within {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.00} s");
        foreach (var response in open)
            response.Dispose();
        await TellAsync($"memory after that: {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1024.0 / 1024:+0.0;-0.0} MiB");
    }

    // As a client that knows Retry-After does: what the node cannot take now is sent again.
    private static async Task<HttpResponseMessage> OpenAsync(HttpClient http, Uri address, SemaphoreSlim opening)
    {
        await opening.WaitAsync();
        try
        {
            while (true)
            {
                var response = await PostAsync(http, address);
                if (response.StatusCode == HttpStatusCode.OK)
                    return response;
                if (response.Headers.RetryAfter is null)
                    throw new InvalidOperationException($"The answer was {response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
                Interlocked.Increment(ref _retries);
                response.Dispose();
                await Task.Delay(Retry, TimeProvider.System);
            }
        }
        finally
        {
            opening.Release();
        }
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, Uri address)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/v1/images/generations"))
        {
            Content = new StringContent("""{"prompt":"red heart","steps":4,"stream":true}""", Encoding.UTF8, "application/json"),
        };
        return http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
    }

    private static Task TellAsync(FormattableString text) => Console.Out.WriteLineAsync(text.ToString(CultureInfo.InvariantCulture));
}
