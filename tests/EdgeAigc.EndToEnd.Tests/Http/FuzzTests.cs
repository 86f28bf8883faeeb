using System.Net;
using System.Text;
using EdgeAigc.Load.Fuzzing;

namespace EdgeAigc.EndToEnd.Tests.Http;

/// <summary>Malformed requests to every endpoint of a whole node.</summary>
public sealed class FuzzTests
{
    private const int Count = 480;
    private const int Parallel = 16;

    [Fact]
    public async Task Targets_EndpointsOfANode_AreAllThere()
    {
        using var state = new TemporaryState();

        // The view of the actors is a package's own, and one target stands for all of it.
        var routes = (await NodeRoutes.ReadAsync(state.Path)).Select(route => route.StartsWith("/orleans/", StringComparison.Ordinal) ? "/orleans" : route).ToList();
        string[] known = [.. FuzzTargets.Gateway.Keys, .. FuzzTargets.Node.Keys];
        Assert.Equal("", string.Join('\n', routes.Except(known).Concat(known.Except(routes))));
    }

    [Fact]
    public async Task AnyEndpoint_MalformedRequests_AreNeverADefectAndTheNodeServesOn()
    {
        await using var node = await Node.StartAsync();
        using var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{node.HttpPort}") };
        foreach (var target in FuzzTargets.Node.Values.SelectMany(targets => targets))
        {
            using var found = await client.GetAsync(target, TestContext.Current.CancellationToken);
            Assert.Equal((target, HttpStatusCode.OK), (target, found.StatusCode));
        }

        var server = new IPEndPoint(IPAddress.Loopback, node.HttpPort);
        var requests = new FuzzRequests(11);
        foreach (var batch in Enumerable.Range(0, Count).Select(_ => requests.Next()).Chunk(Parallel))
        {
            foreach (var (request, status) in batch.Zip(await Task.WhenAll(batch.Select(request => FuzzClient.SendAsync(server, request)))))
                Assert.False(FuzzClient.IsDefect(status), $"{status} for {request.Kind}: {Convert.ToHexString(request.Bytes)}");
        }

        using var content = new StringContent("""{"prompt":"sun","steps":2}""", Encoding.UTF8, "application/json");
        using var served = await client.PostAsync("/v1/images/generations", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        Assert.DoesNotContain("met a defect", node.Program.Output, StringComparison.Ordinal);
    }
}
