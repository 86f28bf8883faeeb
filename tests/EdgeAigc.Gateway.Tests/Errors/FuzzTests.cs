using System.Net;
using EdgeAigc.Load.Fuzzing;

namespace EdgeAigc.Gateway.Tests.Errors;

public sealed class FuzzTests
{
    private const int Count = 1200;
    private const int Parallel = 32;

    [Fact]
    public async Task Targets_EndpointsOfTheApi_AreAllThere()
    {
        await using var host = await GatewayHost.StartAsync();

        Assert.Equal(host.Routes, FuzzTargets.Gateway.Keys.Order(StringComparer.Ordinal));
    }

    // Malformed requests of every kind to every endpoint: each is answered or its connection closed, and none is a defect.
    [Fact]
    public async Task AnyEndpoint_MalformedRequests_AreNeverADefect()
    {
        await using var host = await GatewayHost.StartAsync();
        var server = new IPEndPoint(IPAddress.Loopback, host.Http.BaseAddress!.Port);
        var requests = new FuzzRequests(7);
        var statuses = new HashSet<int>();
        foreach (var batch in Enumerable.Range(0, Count).Select(_ => requests.Next()).Chunk(Parallel))
        {
            foreach (var (request, status) in batch.Zip(await Task.WhenAll(batch.Select(request => FuzzClient.SendAsync(server, request)))))
            {
                Assert.False(FuzzClient.IsDefect(status), $"{status} for {request.Kind}: {Convert.ToHexString(request.Bytes)}");
                statuses.Add(status);
            }
        }

        // They got past the web server, and were refused for many reasons.
        Assert.Superset(new HashSet<int> { 200, 400, 404, 405 }, statuses);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("""{"prompt":"sun"}""")).StatusCode);
    }
}
