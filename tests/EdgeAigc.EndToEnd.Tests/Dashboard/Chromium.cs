using Microsoft.Playwright;

namespace EdgeAigc.EndToEnd.Tests.Dashboard;

/// <summary>A real browser, where this machine has Chromium: Debian's package of that name brings it.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Where it is; null where it is not.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    public static async Task<Chromium> StartAsync()
    {
        Assert.SkipWhen(Path is null, "There is no Chromium on this machine; 'apt-get install chromium' brings it.");
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Path,
            // The sandbox needs rights that containers do not have; the rest keeps the browser from looking for its maker.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }

    /// <summary>Opens a page of its own, with nothing remembered from others.</summary>
    public async Task<IPage> OpenAsync(string url, ColorScheme colors = ColorScheme.Light, int width = 1280)
    {
        var context = await _browser.NewContextAsync(new() { ColorScheme = colors, ViewportSize = new() { Width = width, Height = 800 } });
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync(url);
        return page;
    }

    /// <summary>Closes all pages.</summary>
    public async Task CloseAsync()
    {
        foreach (var context in _browser.Contexts.ToArray())
            await context.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
