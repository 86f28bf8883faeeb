namespace EdgeAigc.EndToEnd.Tests;

public sealed class LocalClusterTests
{
    [Fact]
    public async Task Silo_ThreeNodes_AreOneClusterWhoseModelsCanBePinnedAndExplained()
    {
        await using var nodes = await Node.StartAsync("local", count: 3);

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

    [Theory]
    [InlineData("--nodes is '0'", "--nodes", "0")]
    [InlineData("--memory takes a whole number", "--memory", "much")]
    public async Task Silo_BadNumber_NamesItAndExitsWith2(string named, params string[] arguments)
    {
        await using var silo = RunningProgram.Start(Programs.Silo, arguments);

        Assert.Equal(2, await silo.WaitForExitAsync());
        Assert.Contains(named, silo.Errors, StringComparison.Ordinal);
    }
}
