namespace EdgeAigc.EndToEnd.Tests;

public sealed class LocalClusterTests
{
    [Fact]
    public async Task Silo_ThreeNodes_AreOneClusterWhoseModelsCanBePinnedAndExplained()
    {
        using var state = new TemporaryState();
        await using var nodes = await Node.StartAsync("local", count: 3, state: state.Path);

        var pinned = await nodes.ClientAsync("models", "pin", "noto-emoji-mini", "--node", "local-2");
        Assert.True(pinned.Status == 0, pinned.Errors);
        var status = await nodes.ClientAsync("cluster", "status");
        var explained = await nodes.ClientAsync("cluster", "explain", "noto-emoji-mini");

        Assert.All(["local-0", "local-1", "local-2"], name => Assert.Contains(name, status.Output, StringComparison.Ordinal));
        Assert.Contains("Pinned: noto-emoji-mini on local-2", status.Output, StringComparison.Ordinal);
        Assert.Contains("local-2: ", explained.Output, StringComparison.Ordinal);
        Assert.Contains("pinned here", explained.Output, StringComparison.Ordinal);
        nodes.Program.Signal(RunningProgram.Terminate);
        Assert.Equal(0, await nodes.Program.WaitForExitAsync());
    }

    [Fact]
    public async Task Silo_ThreeNodes_FetchWhatIsAskedForIntoFoldersOfTheirOwn()
    {
        using var state = new TemporaryState();
        await using var nodes = await Node.StartAsync("local", count: 3, state: state.Path);

        var generated = await nodes.ClientAsync("generate", "red heart", "--model", "noto-emoji-mini", "--steps", "2", "--out", Path.Combine(state.Path, "heart.png"));
        Assert.True(generated.Status == 0, generated.Errors);
        var listed = await nodes.ClientAsync("models", "list");

        Assert.Contains("fetching noto-emoji-mini", generated.Errors, StringComparison.Ordinal);
        Assert.Contains("twemoji-turbo", listed.Output, StringComparison.Ordinal);
        // A node that was not asked for anything has no folder yet.
        var folders = Enumerable.Range(0, 3).Select(index => Path.Combine(state.Path, $"local-{index}", "models")).Where(Directory.Exists)
            .SelectMany(folder => Directory.GetDirectories(folder, "*emoji*")).ToList();
        Assert.Contains("noto-emoji-mini", folders.Select(Path.GetFileName));
        Assert.DoesNotContain("twemoji-turbo", folders.Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("--disk takes a whole number", "--disk", "large")]
    [InlineData("--nodes is '0'", "--nodes", "0")]
    [InlineData("--memory takes a whole number", "--memory", "much")]
    public async Task Silo_BadNumber_NamesItAndExitsWith2(string named, params string[] arguments)
    {
        await using var silo = RunningProgram.Start(Programs.Silo, arguments);

        Assert.Equal(2, await silo.WaitForExitAsync());
        Assert.Contains(named, silo.Errors, StringComparison.Ordinal);
    }
}
