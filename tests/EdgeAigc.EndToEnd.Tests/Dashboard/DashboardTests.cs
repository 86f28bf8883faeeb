using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace EdgeAigc.EndToEnd.Tests.Dashboard;

/// <summary>The dashboard in a real browser against real nodes. Skipped where there is no Chromium.</summary>
public sealed class DashboardTests(OpenDashboard dashboard) : IAsyncDisposable
{
    public static readonly TheoryData<string, ColorScheme, int> Views = new(
        from view in (string[])["playground", "cluster", "decisions", "models", "requests"]
        from look in (List<(ColorScheme Colors, int Width)>)[(ColorScheme.Light, 1280), (ColorScheme.Dark, 1280), (ColorScheme.Light, 390)]
        select (view, look.Colors, look.Width));

    public async ValueTask DisposeAsync() => await dashboard.CloseAsync();

    [Fact]
    public async Task Playground_Prompt_BecomesAPictureWithItsPromiseAndOffers()
    {
        var page = await dashboard.OpenAsync("playground");

        var picture = await MakeAsync(page, "yellow star");

        Assert.Equal(256, await picture.EvaluateAsync<int>("image => image.naturalWidth"));
        var said = await page.Locator(".stage").InnerTextAsync();
        foreach (var label in (string[])["promised", "took", "steps", "quality", "price", "seed", "received", "taken"])
            Assert.Contains(label, said, StringComparison.Ordinal);
        await Assertions.Expect(page.Locator(".strip img")).ToHaveCountAsync(1);
        // The same request, seen from the other side.
        await page.GetByRole(AriaRole.Link, new() { Name = "Requests" }).ClickAsync();
        var row = page.Locator(".requests li").First;
        await Assertions.Expect(row).ToContainTextAsync("completed");
        await row.Locator("summary").ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("Time on the node");
        Assert.DoesNotContain("yellow star", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Playground_WishThatCannotBeKept_SaysWhatCouldBe()
    {
        var page = await dashboard.OpenAsync("playground");
        await page.RouteAsync("**/v1/images/generations", async route =>
            await route.ContinueAsync(new() { PostData = System.Text.Encoding.UTF8.GetBytes("""{"prompt":"sun","stream":true,"deadline_ms":0.001}""") }));

        await page.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync();

        await Assertions.Expect(page.Locator(".stage [role=alert]")).ToContainTextAsync("Possible from");
    }

    [Fact]
    public async Task Cluster_ModelIsPinned_ComesIntoMemoryAndIntoThePlan()
    {
        var page = await dashboard.OpenAsync("cluster");
        var node = page.Locator("[data-node='edge-1']");
        var model = node.Locator("[data-model='noto-emoji-mini']");
        await Assertions.Expect(node).ToContainTextAsync("free");
        await Assertions.Expect(model).ToHaveCountAsync(0);
        var other = await dashboard.OpenAsync("decisions");
        var copy = other.Locator("[data-copy='noto-emoji-mini@edge-1']");
        await Assertions.Expect(other.Locator("h1")).ToHaveTextAsync("Decisions");
        await Assertions.Expect(copy).ToHaveCountAsync(0);

        await dashboard.ClientAsync("models", "pin", "noto-emoji-mini", "--node", "edge-1");

        await Assertions.Expect(copy).ToContainTextAsync("pinned", new() { Timeout = 60_000 });
        await Assertions.Expect(model).ToHaveAttributeAsync("data-state", "resident", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".heat", new() { HasText = "pinned" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Keyboard_Alone_GoesToAnotherViewAndMakesAPicture()
    {
        var page = await dashboard.OpenAsync("cluster");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Cluster");

        await page.GetByRole(AriaRole.Link, new() { Name = "Playground", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#main")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByLabel("Prompt")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+Enter");

        await Assertions.Expect(page.Locator(".strip img")).ToHaveCountAsync(1, new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task Key_AskedFor_IsSentAndKeptInTheTab()
    {
        var page = await dashboard.OpenAsync("models");
        await page.RouteAsync("**/dashboard/api/**", route => route.Request.Headers.GetValueOrDefault("authorization") == "Bearer secret"
            ? route.ContinueAsync()
            : route.FulfillAsync(new() { Status = 401, ContentType = "application/json", Body = """{"error":{"message":"No key.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""" }));
        await page.ReloadAsync();

        await page.GetByRole(AriaRole.Textbox, new() { Name = "API key" }).FillAsync("secret");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
        await Assertions.Expect(page.Locator("[data-model='noto-emoji']")).ToHaveCountAsync(1);
        Assert.Equal("secret", await page.EvaluateAsync<string>("() => sessionStorage.getItem('edgeaigc-key')"));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task View_AnyLook_HasNoSeriousAccessibilityFindingAndFitsItsWidth(string view, ColorScheme colors, int width)
    {
        var page = await dashboard.OpenAsync(view, colors, width);
        if (view == "playground")
            await MakeAsync(page, "red heart");
        await Assertions.Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
        await Assertions.Expect(page.Locator("main [aria-busy=true]")).ToHaveCountAsync(0);

        var found = await page.RunAxe();

        Assert.Equal("", string.Join('\n', found.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}")));
        Assert.InRange(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 1, width);
        await OpenDashboard.KeepAsync(page, string.Create(CultureInfo.InvariantCulture, $"{view}-{colors.ToString().ToLowerInvariant()}-{width}"));
        Assert.Empty(dashboard.Complaints);
    }

    [Fact]
    public async Task Page_FirstVisit_LoadsWithinItsBudget()
    {
        var page = await dashboard.OpenAsync("cluster");
        await Assertions.Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");

        var bytes = await page.EvaluateAsync<double>(
            "() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].filter(e => !e.name.includes('/api/')).reduce((sum, e) => sum + e.transferSize, 0)");
        var paint = await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime");
        var load = await page.EvaluateAsync<double>("() => performance.getEntriesByType('navigation')[0].loadEventEnd");

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{bytes / 1024:0.0} KiB; first contentful paint after {paint:0} ms, loaded after {load:0} ms"));
        Assert.InRange(bytes, 1, 300 * 1024);
    }

    private static async Task<ILocator> MakeAsync(IPage page, string prompt)
    {
        await page.GetByLabel("Prompt").FillAsync(prompt);
        await page.GetByLabel("Seed").FillAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync();
        await Assertions.Expect(page.Locator(".stage")).ToContainTextAsync("took", new() { Timeout = 60_000 });
        return page.Locator(".stage img");
    }
}
