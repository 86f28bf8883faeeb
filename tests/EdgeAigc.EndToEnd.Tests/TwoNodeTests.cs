namespace EdgeAigc.EndToEnd.Tests;

public sealed class TwoNodeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeaigc-e2e");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(RunningProgram.Kill)]
    [InlineData(RunningProgram.Terminate)]
    public async Task Generate_NodeEndsWhileDenoising_TheOtherMakesTheImage(int signal)
    {
        var models = LongModel.Write(_folder, steps: 5000);
        await using var first = await Node.StartAsync("node-0", models: models);
        await using var second = await Node.StartAsync("node-1", primary: first, models: models);
        // Where a model is in memory, there its requests go.
        Assert.Equal(0, (await first.ClientAsync("models", "pin", "noto-emoji", "--node", "node-1")).Status);
        var picture = Path.Combine(_folder.FullName, "heart.png");
        await using var client = await StartOnAsync(first, "node-1", picture);

        second.Program.Signal(signal);

        var status = await client.WaitForExitAsync();
        Assert.True(status == 0, $"{client.Errors}{first.Program.Output}");
        Assert.Contains("node-0 takes the request", client.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(picture));
        var nodes = await first.ClientAsync("nodes", "list");
        Assert.DoesNotContain("node-1", nodes.Output, StringComparison.Ordinal);
    }

    // An idle node takes a request before a busy one: whoever took a first one keeps it until the wanted node has the next.
    private static async Task<RunningProgram> StartOnAsync(Node gateway, string wanted, string picture)
    {
        var others = new List<RunningProgram>();
        for (var id = 0; id < 3; id++)
        {
            var client = gateway.StartClient("generate", "red heart", "--steps", "5000", "--out", picture, "--request-id", $"request-{id}");
            await client.WaitForAsync("denoising step");
            if (client.Errors.Contains($"{wanted} takes the request", StringComparison.Ordinal))
            {
                foreach (var other in others)
                {
                    other.Signal(RunningProgram.Interrupt);
                    await other.WaitForExitAsync();
                    await other.DisposeAsync();
                }

                return client;
            }

            others.Add(client);
        }

        throw new InvalidOperationException($"{wanted} took none of the requests.");
    }
}
