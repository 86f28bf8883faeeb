using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text;

namespace EdgeAigc.Load.Http;

/// <summary><c>streams</c>: many streams open at once.</summary>
internal static class StreamsCommand
{
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
        for (var i = 0; i < 100; i++)
            (await OpenAsync(http, node.Address)).Dispose();
        node.Engine.Hold(true);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = TimeProvider.System.GetTimestamp();
        var open = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => OpenAsync(http, node.Address)));
        await TellAsync($"{count} streams open after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.00} s");
        await TellAsync($"memory: {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1024.0 / count:0.0} KiB a stream, callers included");

        start = TimeProvider.System.GetTimestamp();
        node.Engine.Hold(false);
        var done = await Task.WhenAll(open.Select(async response => (await response.Content.ReadAsStringAsync()).Contains("image_generation.completed", StringComparison.Ordinal)));
        await TellAsync($"{done.Count(isDone => isDone)} of them completed within {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.00} s");
        foreach (var response in open)
            response.Dispose();
        await TellAsync($"memory after that: {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1024.0 / 1024:+0.0;-0.0} MiB");
    }

    private static async Task<HttpResponseMessage> OpenAsync(HttpClient http, Uri address)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/v1/images/generations"))
        {
            Content = new StringContent("""{"prompt":"red heart","steps":4,"stream":true}""", Encoding.UTF8, "application/json"),
        };
        var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode == HttpStatusCode.OK
            ? response
            : throw new InvalidOperationException($"The answer was {response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    private static Task TellAsync(FormattableString text) => Console.Out.WriteLineAsync(text.ToString(CultureInfo.InvariantCulture));
}
