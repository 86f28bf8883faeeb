using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.Gateway.Tests.Errors;

public sealed class SlowClientTests
{
    [Fact]
    public async Task Post_BodyThatNeverEnds_IsGivenUp()
    {
        var time = new FakeTimeProvider();
        await using var host = await GatewayHost.StartAsync(new() { ReceiveSeconds = 5 }, configure: services => services.AddSingleton<TimeProvider>(time));
        using var client = new TcpClient();
        await client.ConnectAsync(host.Http.BaseAddress!.Host, host.Http.BaseAddress.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            "POST /v1/images/generations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"prompt\":"), TestContext.Current.CancellationToken);

        var reply = new byte[4096];
        var arrival = stream.ReadAsync(reply, TestContext.Current.CancellationToken).AsTask();
        while (!arrival.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var text = Encoding.ASCII.GetString(reply, 0, await arrival);
        Assert.StartsWith("HTTP/1.1 408 ", text, StringComparison.Ordinal);
        Assert.Empty(host.Cluster.Asked);
    }

    [Theory]
    [InlineData("GET /v1/models HTTP/1.1\r\nHost: x\r\nX-Long: ", 40_000, "431")]
    [InlineData("GET /v1/models?", 40_000, "414")]
    public async Task Request_HeadersOrLineTooLong_IsRefusedByTheServer(string start, int length, string status)
    {
        await using var host = await GatewayHost.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(host.Http.BaseAddress!.Host, host.Http.BaseAddress.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(start + new string('x', length)), TestContext.Current.CancellationToken);

        var reply = new byte[4096];
        var text = Encoding.ASCII.GetString(reply, 0, await stream.ReadAsync(reply, TestContext.Current.CancellationToken));

        Assert.StartsWith($"HTTP/1.1 {status} ", text, StringComparison.Ordinal);
    }
}
