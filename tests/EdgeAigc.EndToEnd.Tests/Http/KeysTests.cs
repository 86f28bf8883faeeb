using System.Net;
using System.Net.Http.Headers;

namespace EdgeAigc.EndToEnd.Tests.Http;

public sealed class KeysTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("edgeaigc-keys");

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task Node_BeyondThisMachine_NeedsKeysThatTheClientMakesListsAndRevokes()
    {
        await using var node = await Node.StartAsync(environment: [("EdgeAigc__Http__Address", "0.0.0.0"), ("EdgeAigc__Coordination__StatePath", _state.FullName)]);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(node, null));

        var (status, output, errors) = await node.ClientAsync("keys", "create", "alice", "--per-day", "100");
        Assert.True(status == 0, errors);
        var key = output.Trim();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(node, key));

        var id = key.Split('_')[1];
        var list = (await node.ClientAsync("keys", "list")).Output;
        Assert.Contains(id, list, StringComparison.Ordinal);
        Assert.Contains("alice", list, StringComparison.Ordinal);
        Assert.DoesNotContain(key, list, StringComparison.Ordinal);

        Assert.Equal(0, (await node.ClientAsync("keys", "revoke", id)).Status);
        Assert.Equal(2, (await node.ClientAsync("keys", "revoke", "nobody")).Status);
        HttpStatusCode refused;
        do
            refused = await AskAsync(node, key);
        while (refused == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Forbidden, refused);
    }

    [Fact]
    public async Task Node_ToldToNeedNoKeysBeyondThisMachine_DoesNotStart()
    {
        await using var silo = RunningProgram.Start(
            Programs.Silo,
            [("EdgeAigc__Http__Address", "0.0.0.0"), ("EdgeAigc__Gateway__Keys", "None")],
            "--http-port", $"{Programs.FreePort()}", "--gateway-port", $"{Programs.FreePort()}", "--silo-port", $"{Programs.FreePort()}");

        Assert.Equal(2, await silo.WaitForExitAsync());
        Assert.Contains("EdgeAigc:Gateway:Keys is None", silo.Errors, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> AskAsync(Node node, string? key)
    {
        using var client = new HttpClient();
        using var message = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{node.HttpPort}/v1/models");
        if (key is not null)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await client.SendAsync(message, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
