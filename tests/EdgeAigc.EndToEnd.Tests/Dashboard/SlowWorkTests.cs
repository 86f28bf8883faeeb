using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace EdgeAigc.EndToEnd.Tests.Dashboard;

/// <summary>What the page shows while something takes its time. Skipped where there is no Chromium.</summary>
public sealed class SlowWorkTests : IDisposable
{
    private static readonly LocatorAssertionsToContainTextOptions Patient = new() { Timeout = 60_000 };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeaigc-slow");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Requests_JobsThatWait_ShowTheirPlaceInTheQueue()
    {
        await using var browser = await Chromium.StartAsync();
        await using var node = await Node.StartAsync(models: LongModel.Write(_folder, steps: 100_000));
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{node.HttpPort}/v1/images/") };
        var page = await browser.OpenAsync(Page(node, "requests"));

        // The first occupies the device for longer than a node promises ahead.
        var jobs = new List<string>();
        for (var count = 0; count < 3; count++)
            jobs.Add(await SubmitAsync(http));

        ILocator Row(int number) => page.Locator($"[data-request='{number.ToString(CultureInfo.InvariantCulture)}']");
        await Assertions.Expect(Row(1)).ToContainTextAsync("of 100000", Patient);
        await Assertions.Expect(Row(1)).ToContainTextAsync("job");
        await Assertions.Expect(Row(2)).ToContainTextAsync("waits, place 1", Patient);
        await Assertions.Expect(Row(3)).ToContainTextAsync("waits, place 2", Patient);

        await http.PostAsync($"jobs/{jobs[0]}/cancel", null, TestContext.Current.CancellationToken);
        await http.PostAsync($"jobs/{jobs[1]}/cancel", null, TestContext.Current.CancellationToken);

        await Assertions.Expect(Row(1)).ToContainTextAsync("cancelled", Patient);
        await Assertions.Expect(Row(2)).ToContainTextAsync("cancelled", Patient);
        await Assertions.Expect(Row(3)).ToContainTextAsync("of 100000", Patient);
        await Row(3).Locator("summary").ClickAsync();
        await Assertions.Expect(Row(3)).ToContainTextAsync("waiting, place 2");
        await Assertions.Expect(Row(3)).ToContainTextAsync("accepted");
        Assert.DoesNotContain("red heart", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_ColdModel_IsShownLoadingAndThenResident()
    {
        await using var browser = await Chromium.StartAsync();
        var models = LongModel.Write(_folder, steps: 1000);
        await using var node = await Node.StartAsync(models: models, state: Path.Combine(_folder.FullName, "state"));
        var held = new HeldFile(Path.Combine(models, "noto-emoji", "tokenizer", "vocab.json"));
        var page = await browser.OpenAsync(Page(node, "cluster"));
        var model = page.Locator("[data-node='node-0'] [data-model='noto-emoji']");
        await Assertions.Expect(page.Locator("[data-node='node-0']")).ToContainTextAsync("free", Patient);
        await Assertions.Expect(model).ToHaveCountAsync(0);

        var (status, _, errors) = await node.ClientAsync("models", "pin", "noto-emoji", "--node", "node-0");
        Assert.True(status == 0, errors);

        await Assertions.Expect(model).ToHaveAttributeAsync("data-state", "loading", new() { Timeout = 60_000 });
        await held.ReleaseAsync();
        await Assertions.Expect(model).ToHaveAttributeAsync("data-state", "resident", new() { Timeout = 60_000 });
    }

    private static string Page(Node node, string view) => $"http://127.0.0.1:{node.HttpPort.ToString(CultureInfo.InvariantCulture)}/#/{view}";

    private static async Task<string> SubmitAsync(HttpClient http)
    {
        using var content = new StringContent("""{"prompt":"red heart","steps":100000}""", Encoding.UTF8, "application/json");
        using var submitted = await http.PostAsync("jobs", content, TestContext.Current.CancellationToken);
        return (await submitted.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["id"]!.GetValue<string>();
    }
}
