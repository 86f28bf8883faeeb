using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using EdgeAigc.Gateway.Dashboard;

namespace EdgeAigc.Gateway.Tests.Dashboard;

public sealed partial class AssetsTests
{
    private const int Budget = 300 * 1024;

    private readonly DashboardAssets _assets = new();

    [Fact]
    public void Assets_AllTogether_KeepTheirBudget()
    {
        var bytes = _assets.Page.Bytes.Length + _assets.Files.Values.Sum(file => file.Bytes.Length);

        Assert.InRange(bytes, 10_000, Budget);
    }

    [Fact]
    public void Assets_NameNoAddressElsewhere()
    {
        foreach (var (name, file) in _assets.Files.Append(new("index.html", _assets.Page)))
        {
            var text = Encoding.UTF8.GetString(file.Bytes).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);
            Assert.False(Elsewhere().IsMatch(text), $"{name} names an address elsewhere: {Elsewhere().Match(text).Value}");
        }
    }

    [Fact]
    public void Page_HasNothingThatItsPolicyForbids()
    {
        var page = Text("index.html");

        Assert.DoesNotMatch(@"<script(?![^>]*\bsrc=)", page);
        Assert.DoesNotMatch(@"<style\b|\sstyle=|\son[a-z]+=", page);
        Assert.DoesNotContain("{version}", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_NamesEveryModule_SoThatNoneWaitsForAnother()
    {
        var named = Named().Matches(Text("index.html")).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);

        Assert.Equal(_assets.Files.Keys.Order(StringComparer.Ordinal), named);
    }

    [Fact]
    public void Modules_ImportOnlyEachOther()
    {
        foreach (var name in _assets.Files.Keys.Where(name => name.EndsWith(".js", StringComparison.Ordinal)))
            Assert.All(Imported().Matches(Text(name)), match => Assert.Contains(match.Groups[1].Value, _assets.Files.Keys));
    }

    [Fact]
    public async Task Page_IsServedWithAStrictPolicyAndAskedForAnew()
    {
        await using var host = await DashboardHost.StartAsync();

        var first = await host.Http.GetAsync("/", TestContext.Current.CancellationToken);
        var again = new HttpRequestMessage(HttpMethod.Get, "/");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        var second = await host.Http.SendAsync(again, TestContext.Current.CancellationToken);

        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("text/html", first.Content.Headers.ContentType!.MediaType);
        Assert.True(first.Headers.CacheControl!.NoCache);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Files_AreKeptForEver_AndThoseOfAnotherBuildAreNotThere()
    {
        await using var host = await DashboardHost.StartAsync();

        foreach (var (name, file) in _assets.Files)
        {
            var response = await host.Http.GetAsync($"/dashboard/assets/{_assets.Version}/{name}", TestContext.Current.CancellationToken);
            Assert.Equal(file.Bytes, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.Contains("immutable", response.Headers.GetValues("Cache-Control").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        }

        foreach (var path in (string[])["/dashboard/assets/0/app.js", $"/dashboard/assets/{_assets.Version}/other.js", $"/dashboard/assets/{_assets.Version}/index.html"])
            Assert.Equal(HttpStatusCode.NotFound, (await host.Http.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
    }

    private string Text(string name) => Encoding.UTF8.GetString(name == "index.html" ? _assets.Page.Bytes : _assets.Files[name].Bytes);

    [GeneratedRegex(@"(https?:|wss?:|['""(])//")]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"(?:src|href)=""dashboard/assets/[0-9a-f]+/([^""]+)""")]
    private static partial Regex Named();

    [GeneratedRegex(@"(?:from|import)\s*\(?'\./([^']+)'")]
    private static partial Regex Imported();
}
