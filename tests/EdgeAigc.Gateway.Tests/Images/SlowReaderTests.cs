using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Gateway.Tests.Images;

/// <summary>A client that asks for a stream and reads nothing of it.</summary>
public sealed class SlowReaderTests
{
    private const int PreviewBytes = 8_000_000;
    private const int Steps = 1000;

    [Fact]
    public async Task Stream_ReaderThatReadsNothing_HoldsBackOneEventAndNobodyElse()
    {
        await using var host = await GatewayHost.StartAsync();
        var told = 0;
        host.Cluster.Script = request => request.PreviewEvery is null ? ScriptedCluster.Succeed(request) : Tell();
        using var idle = await AskAsync(host);
        // What does not fit into the buffers of the connection is waited for, and the next event is not taken.
        while (Volatile.Read(ref told) < 1)
            await Task.Yield();

        for (var other = 0; other < 20; other++)
            Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("""{"prompt":"sun"}""")).StatusCode);
        for (var other = 0; other < 20; other++)
            Assert.Equal("image_generation.completed", (await (await host.PostAsync("""{"prompt":"sun","stream":true}""")).EventsAsync())[^1].Name);

        // All that the node holds for it is the one event that it was given.
        Assert.Equal(1, Volatile.Read(ref told));
        // Now it reads, and gets all that it asked for.
        var received = 0L;
        var buffer = new byte[1 << 16];
        while (received < 3L * PreviewBytes)
            received += await idle.ReceiveAsync(buffer, TestContext.Current.CancellationToken);

        IEnumerable<GenerationEvent> Tell()
        {
            yield return new GenerationAccepted("m", "n");
            for (var step = 1; step <= Steps; step++)
            {
                if (step <= 3)
                    Interlocked.Increment(ref told);
                yield return new DenoisingStep(step, Steps, step <= 3 ? new byte[PreviewBytes] : null);
            }
        }
    }

    [Fact]
    public async Task Stream_ReaderBelowTheLeastRate_IsCutOffAndItsWorkCancelled()
    {
        await using var host = await GatewayHost.StartAsync(new() { MinReceiverBytesPerSecond = int.MaxValue });
        var left = new TaskCompletionSource();
        host.Cluster.Script = _ => Tell();
        using var idle = await AskAsync(host);

        // The web server counts the seconds of grace on its own clock.
        await left.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        IEnumerable<GenerationEvent> Tell()
        {
            try
            {
                yield return new GenerationAccepted("m", "n");
                yield return new DenoisingStep(1, Steps, new byte[PreviewBytes]);
                yield return new DenoisingStep(2, Steps, new byte[PreviewBytes]);
                Assert.Fail("The second picture was taken.");
            }
            finally
            {
                left.SetResult();
            }
        }
    }

    private static async Task<Socket> AskAsync(GatewayHost host)
    {
        const string Body = """{"prompt":"sun","stream":true,"partial_images":3}""";
        // Small, so that little of an event is out of the node's hands.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1 << 14 };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, host.Http.BaseAddress!.Port), TestContext.Current.CancellationToken);
        await socket.SendAsync(
            Encoding.ASCII.GetBytes($"POST /v1/images/generations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"),
            TestContext.Current.CancellationToken);
        return socket;
    }
}
