using System.Net;

namespace EdgeAigc.EndToEnd.Tests;

public sealed class OneNodeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeaigc-e2e");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Generate_BundledModel_WritesTheSamePngTwiceAndReportsOnIt()
    {
        await using var node = await Node.StartAsync();

        var first = await node.ClientAsync("generate", "red heart", "--seed", "1", "--steps", "20", "--out", File("a.png"));
        var second = await node.ClientAsync("generate", "red heart", "--seed", "1", "--steps", "20", "--out", File("b.png"));
        var other = await node.ClientAsync("generate", "red heart", "--seed", "2", "--steps", "20", "--out", File("c.png"));

        Assert.Equal((0, 0, 0), (first.Status, second.Status, other.Status));
        var png = await System.IO.File.ReadAllBytesAsync(File("a.png"), TestContext.Current.CancellationToken);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal(png, await System.IO.File.ReadAllBytesAsync(File("b.png"), TestContext.Current.CancellationToken));
        Assert.NotEqual(png, await System.IO.File.ReadAllBytesAsync(File("c.png"), TestContext.Current.CancellationToken));
        foreach (var said in (string[])["noto-emoji", "node-0", "CPU", "20 (DDIMScheduler", "seed", "queued", "denoising", "delivering"])
            Assert.Contains(said, first.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_EndingAndOutputSize_MakeFormatAndSizeOfTheFile()
    {
        await using var node = await Node.StartAsync();

        var webp = await node.ClientAsync("generate", "sun", "--steps", "2", "--out", File("a.webp"), "--output-size", "256");
        var wrong = await node.ClientAsync("generate", "sun", "--steps", "2", "--out", File("b.png"), "--format", "jpeg");

        Assert.Equal((0, 0), (webp.Status, wrong.Status));
        var file = await System.IO.File.ReadAllBytesAsync(File("a.webp"), TestContext.Current.CancellationToken);
        Assert.Equal("WEBP"u8, file.AsSpan(8, 4));
        Assert.Contains("(256x256, ", webp.Output, StringComparison.Ordinal);
        Assert.Empty(Lines(webp.Errors, "warning"));
        var jpeg = await System.IO.File.ReadAllBytesAsync(File("b.png"), TestContext.Current.CancellationToken);
        Assert.Equal([0xFF, 0xD8, 0xFF], jpeg[..3]);
        Assert.Contains("but the picture is a jpeg file", Assert.Single(Lines(wrong.Errors, "warning")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_BundledModel_AreShown()
    {
        await using var node = await Node.StartAsync("edge-7");

        var nodes = await node.ClientAsync("nodes", "list");
        var models = await node.ClientAsync("models", "list");

        Assert.Equal((0, 0), (nodes.Status, models.Status));
        Assert.Contains("edge-7", nodes.Output, StringComparison.Ordinal);
        Assert.Matches("edge-7 .* none \\(0 of [0-9]+ MB\\)", nodes.Output);
        Assert.Matches("noto-emoji +64x64 +20 of 1000 +2 +DDIM +14.7 MB +edge-7", models.Output);
    }

    [Fact]
    public async Task Health_LiveAndReady_AnswerAndSigtermEndsTheNodeCleanly()
    {
        await using var node = await Node.StartAsync();
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{node.HttpPort}") };

        var live = await http.GetAsync("/healthz/live", TestContext.Current.CancellationToken);
        var ready = await http.GetAsync("/healthz/ready", TestContext.Current.CancellationToken);
        node.Program.Signal(RunningProgram.Terminate);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (live.StatusCode, ready.StatusCode));
        Assert.Equal(0, await node.Program.WaitForExitAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/healthz/live", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Generate_Interrupted_StopsTheWorkAndLeavesNoFile()
    {
        await using var node = await Node.StartAsync(models: LongModel.Write(_folder, steps: 100_000));
        await using var client = node.StartClient("generate", "red heart", "--steps", "100000", "--out", File("never.png"));
        await client.WaitForAsync("denoising step");

        client.Signal(RunningProgram.Interrupt);

        Assert.Equal(130, await client.WaitForExitAsync());
        Assert.Empty(_folder.GetFiles());
        var next = await node.ClientAsync("generate", "sun", "--steps", "2", "--out", File("next.png"));
        Assert.Equal(0, next.Status);
    }

    [Fact]
    public async Task Generate_WhatMatters_ChoosesTheStepsAndSaysWhatWasPromised()
    {
        await using var node = await Node.StartAsync();
        await node.ClientAsync("generate", "sun", "--out", File("warm.png"));

        var hasty = await node.ClientAsync("generate", "red heart", "--seed", "1", "--latency-preference", "1", "--out", File("hasty.png"));
        var hopeless = await node.ClientAsync("generate", "red heart", "--deadline", "0.0001", "--out", File("never.png"));

        Assert.Equal(0, hasty.Status);
        Assert.Matches("steps +1 ", hasty.Output);
        Assert.Contains("promised", hasty.Output, StringComparison.Ordinal);
        Assert.Equal(1, hopeless.Status);
        Assert.Contains("deadline_unreachable", hopeless.Errors, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File("never.png")));
    }

    [Theory]
    [InlineData("prompt", "generate", " ")]
    [InlineData("Steps is 0", "generate", "sun", "--steps", "0")]
    [InlineData("Steps is 1001", "generate", "sun", "--steps", "1001")]
    [InlineData("Deadline is -1", "generate", "sun", "--deadline=-1")]
    [InlineData("MinQuality is 2", "generate", "sun", "--min-quality", "2")]
    [InlineData("LatencyPreference is 1.5", "generate", "sun", "--latency-preference", "1.5")]
    [InlineData("Weight is 0", "generate", "sun", "--weight", "0")]
    [InlineData("MinQuality is 0.99; model 'noto-emoji' reaches", "generate", "sun", "--min-quality", "0.99", "--steps", "1")]
    [InlineData("Width is 72", "generate", "sun", "--size", "72x64")]
    [InlineData("--size is 'big'", "generate", "sun", "--size", "big")]
    [InlineData("'no-such'", "generate", "sun", "--model", "no-such")]
    [InlineData("'abc'", "generate", "sun", "--steps", "abc")]
    [InlineData("'no-such'", "models", "calibrate", "no-such")]
    [InlineData("--node is 'nowhere'", "models", "calibrate", "noto-emoji", "--node", "nowhere")]
    [InlineData("--prompts is '/no/such/file'", "models", "calibrate", "noto-emoji", "--prompts", "/no/such/file")]
    [InlineData("--init-image is '/no/such/file'", "generate", "sun", "--init-image", "/no/such/file")]
    [InlineData("noto-emoji' cannot start from a picture", "generate", "sun", "--init-image", "/proc/version")]
    [InlineData("--format is 'gif'", "generate", "sun", "--format", "gif")]
    [InlineData("Quality is 0", "generate", "sun", "--format", "jpeg", "--quality", "0")]
    [InlineData("OutputWidth is 4096", "generate", "sun", "--output-size", "4096")]
    [InlineData("OutputHeight is 32", "generate", "sun", "--output-size", "64x32")]
    public async Task Client_BadInput_NamesItAndExitsWith2(string named, params string[] arguments)
    {
        await using var node = await Node.StartAsync();

        var (status, _, errors) = await node.ClientAsync(arguments);

        Assert.Equal(2, status);
        Assert.Contains(named, errors, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_BrokenModelFolder_NamesTheFileAndServesOnWithTheOthers()
    {
        var models = _folder.CreateSubdirectory("models");
        CopyBundledModel(models.CreateSubdirectory("whole"));
        CopyBundledModel(models.CreateSubdirectory("torn"));
        System.IO.File.Delete(Path.Combine(models.FullName, "torn", "unet", "model.onnx"));
        await System.IO.File.WriteAllTextAsync(
            Path.Combine(models.CreateSubdirectory("text").FullName, "model_index.json"), "not json", TestContext.Current.CancellationToken);
        await using var node = await Node.StartAsync(models: models.FullName);

        var torn = await node.ClientAsync("generate", "sun", "--model", "torn", "--out", File("torn.png"));
        var whole = await node.ClientAsync("generate", "sun", "--model", "whole", "--steps", "2", "--out", File("whole.png"));
        var list = await node.ClientAsync("models", "list");

        Assert.Equal(1, torn.Status);
        Assert.Contains("torn/unet/model.onnx", torn.Errors, StringComparison.Ordinal);
        Assert.Equal(0, whole.Status);
        Assert.Contains("torn/unet/model.onnx", list.Errors, StringComparison.Ordinal);
        Assert.Contains("text/model_index.json", list.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calibrate_BundledModelQuickly_StoresItsCurvesBesideItAndReportsThem()
    {
        var models = _folder.CreateSubdirectory("models");
        CopyBundledModel(models.CreateSubdirectory("mine"));
        await using var node = await Node.StartAsync(models: models.FullName);

        var (status, output, errors) = await node.ClientAsync("models", "calibrate", "mine", "--quick");

        Assert.Equal((0, ""), (status, status == 0 ? "" : errors));
        foreach (var file in (string[])["curves.json", "curves.png"])
            Assert.True(System.IO.File.Exists(Path.Combine(models.FullName, "mine", file)), $"There is no {file}.");
        foreach (var said in (string[])["node-0", "one step on X images", "SSIM", "32      1.000", "curves.json"])
            Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.Contains("node-0 measures mine", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_NoCluster_SaysHowToStartOne()
    {
        await using var client = RunningProgram.Start(Programs.Client, "nodes", "list", "--connect", $"127.0.0.1:{Programs.FreePort()}");

        Assert.Equal(3, await client.WaitForExitAsync());
        Assert.Contains("dotnet run -c Release --project silo", client.Errors, StringComparison.Ordinal);
    }

    private static void CopyBundledModel(DirectoryInfo target)
    {
        var source = Path.Combine(Path.GetDirectoryName(Programs.Silo)!, "models", "noto-emoji");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target.FullName, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            System.IO.File.Copy(file, copy);
        }
    }

    private static string[] Lines(string text, string start) =>
        [.. text.Split(Environment.NewLine).Where(line => line.StartsWith(start, StringComparison.Ordinal))];

    private string File(string name) => Path.Combine(_folder.FullName, name);
}
