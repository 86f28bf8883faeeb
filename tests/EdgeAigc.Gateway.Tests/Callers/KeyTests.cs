using System.Net;
using EdgeAigc.Gateway.Callers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.Gateway.Tests.Callers;

public sealed class KeyTests
{
    private const string Sun = """{"prompt":"sun"}""";
    private static readonly HttpApiOptions Required = new() { Keys = KeyRequirement.Required };

    [Theory]
    [InlineData("/v1/models")]
    [InlineData("/V1/Models")]
    [InlineData("/v1/models/x")]
    [InlineData("/v1/nothing")]
    [InlineData("/%76%31/models")]
    public async Task Request_KeyRequiredAndNone_Is401EverywhereUnderTheRoot(string path)
    {
        await using var host = await GatewayHost.StartAsync(Required);

        var response = await host.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        Assert.Equal("missing_api_key", (await response.ErrorAsync())["code"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("eak_0123456789ab_short")]
    [InlineData("eak_0123456789ab_0123456789012345678901234567890123456789012")]
    public async Task Post_WrongKey_IsRefusedAndAsksNobody(string text)
    {
        await using var host = await GatewayHost.StartAsync(Required);
        host.Keys.Add();

        var response = await host.PostAsync(Sun, apiKey: text);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("invalid_api_key", (await response.ErrorAsync())["code"]!.GetValue<string>());
        Assert.Empty(host.Cluster.Asked);
    }

    [Fact]
    public async Task Post_KeyWithAnotherSecret_IsRefused()
    {
        await using var host = await GatewayHost.StartAsync(Required);
        var (one, other) = (host.Keys.Add(), host.Keys.Add());

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(Sun, apiKey: one)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync(Sun, apiKey: one[..16] + other[16..])).StatusCode);
    }

    [Fact]
    public async Task Post_NoKeyRequired_TakesAnyTextButNotAWrongKeyOfOurs()
    {
        await using var host = await GatewayHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(Sun)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(Sun, apiKey: "none")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync(Sun, apiKey: Contracts.Keys.ApiKeyText.Create().Text)).StatusCode);
    }

    [Fact]
    public async Task Post_KeyOfATenant_GoesBeforeWhatTheBodySays()
    {
        await using var host = await GatewayHost.StartAsync(Required);
        var key = host.Keys.Add(key => key with { Tenant = "alice", Weight = 3 });

        await host.PostAsync("""{"prompt":"sun","user":"mallory","weight":1000}""", apiKey: key);

        var request = Assert.Single(host.Asked());
        Assert.Equal(("alice", 3.0), (request.Tenant, request.Weight));
    }

    [Fact]
    public async Task Post_SameIdempotencyKeyOfAnotherTenant_IsAnotherRequest()
    {
        await using var host = await GatewayHost.StartAsync();
        var key = host.Keys.Add();

        await host.PostAsync("""{"prompt":"sun","user":"alice"}""", "order-1", key);
        await host.PostAsync("""{"prompt":"sun","user":"alice"}""", "order-1");

        Assert.Equal(2, host.Cluster.Asked.Count);
    }

    [Theory]
    [InlineData(true, "key_revoked")]
    [InlineData(false, "key_expired")]
    public async Task Post_KeyWithdrawn_Is403(bool isRevoked, string code)
    {
        await using var host = await GatewayHost.StartAsync();
        var key = host.Keys.Add(key => isRevoked ? key with { RevokedAt = DateTimeOffset.UnixEpoch } : key with { ExpiresAt = DateTimeOffset.UnixEpoch });

        var response = await host.PostAsync(Sun, apiKey: key);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(code, (await response.ErrorAsync())["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Find_KeysChange_AreSeenAfterTheirAgeAndNewOnesSooner()
    {
        var time = new FakeTimeProvider();
        var source = new ScriptedKeys();
        var known = source.Add();
        using var cache = new KeyCache(source, new() { KeySeconds = 5 }, time);
        var id = source.Keys.Keys[0].Id;

        Assert.NotNull(await cache.FindAsync(id, TestContext.Current.CancellationToken));
        source.Set([source.Keys.Keys[0] with { RevokedAt = time.GetUtcNow() }]);
        Assert.Null((await cache.FindAsync(id, TestContext.Current.CancellationToken))!.RevokedAt);
        Assert.Equal(1, source.Asked);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.NotNull((await cache.FindAsync(id, TestContext.Current.CancellationToken))!.RevokedAt);

        source.Add();
        var added = source.Keys.Keys[1].Id;
        Assert.Null(await cache.FindAsync(added, TestContext.Current.CancellationToken));
        time.Advance(TimeSpan.FromSeconds(0.25));
        Assert.NotNull(await cache.FindAsync(added, TestContext.Current.CancellationToken));
        Assert.Equal(3, source.Asked);
    }

    [Theory]
    [InlineData(KeyRequirement.Auto, "127.0.0.1", false, false)]
    [InlineData(KeyRequirement.Auto, "::1", false, false)]
    [InlineData(KeyRequirement.Auto, "0.0.0.0", true, false)]
    [InlineData(KeyRequirement.Auto, "10.0.0.5", true, false)]
    [InlineData(KeyRequirement.Required, "127.0.0.1", true, false)]
    [InlineData(KeyRequirement.None, "127.0.0.1", false, false)]
    [InlineData(KeyRequirement.None, "::", true, true)]
    public void Policy_BeyondThisMachine_NeedsKeysOrIsRefused(KeyRequirement setting, string address, bool isRequired, bool isRefused)
    {
        var policy = KeyPolicy.Of(setting, IPAddress.Parse(address), out var refusal);

        Assert.Equal((isRequired, isRefused), (policy.IsRequired, refusal is not null));
        if (isRefused)
            Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => new ServiceCollection().AddGateway(new() { Keys = setting }, new(IPAddress.Parse(address), "m")));
    }
}
