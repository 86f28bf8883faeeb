using System.Collections.Concurrent;
using System.Globalization;
using EdgeAigc.EndToEnd.Tests.Dashboard;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(OpenDashboard))]

namespace EdgeAigc.EndToEnd.Tests.Dashboard;

/// <summary>A cluster of two nodes and a browser before it, for all tests of the dashboard. Both start when the first test asks for them.</summary>
public sealed class OpenDashboard : IAsyncDisposable
{
    private readonly Lazy<Task<(Chromium Browser, Node Nodes)>> _started = new(StartAsync);
    private readonly ConcurrentBag<string> _complaints = [];

    /// <summary>What the browser complained of: errors of scripts, and what the content security policy forbade.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Opens a view of the first node's dashboard.</summary>
    public async Task<IPage> OpenAsync(string view, ColorScheme colors = ColorScheme.Light, int width = 1280)
    {
        var (browser, nodes) = await _started.Value;
        var page = await browser.OpenAsync("about:blank", colors, width);
        page.Console += (_, message) =>
        {
            // A refusal is the browser's to note and the page's to show.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal))
                _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
        await page.GotoAsync($"http://127.0.0.1:{nodes.HttpPort.ToString(CultureInfo.InvariantCulture)}/#/{view}");
        return page;
    }

    /// <summary>Runs the client against the cluster.</summary>
    public async Task ClientAsync(params string[] arguments)
    {
        var (_, nodes) = await _started.Value;
        var (status, _, errors) = await nodes.ClientAsync(arguments);
        Assert.True(status == 0, errors);
    }

    /// <summary>Keeps a picture of the page in the folder that EDGEAIGC_SCREENSHOTS names, if it names one.</summary>
    public static async Task KeepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("EDGEAIGC_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    /// <summary>Closes all pages.</summary>
    public async Task CloseAsync()
    {
        if (_started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await _started.Value).Browser.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated || !_started.Value.IsCompletedSuccessfully)
            return;
        var (browser, nodes) = await _started.Value;
        await browser.DisposeAsync();
        await nodes.DisposeAsync();
    }

    private static async Task<(Chromium Browser, Node Nodes)> StartAsync()
    {
        var browser = await Chromium.StartAsync();
        try
        {
            return (browser, await Node.StartAsync("edge", count: 2));
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }
}
