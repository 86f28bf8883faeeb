using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeAigc.EndToEnd.Tests.Http;

/// <summary>The official openai package of npm, unmodified, against a node. Skipped where there is no npm, or no network to install it from.</summary>
public sealed class OpenAiNodeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeaigc-npm");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Images_BundledModel_AreMadeStreamedAndRefused()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Http", "openai-node");
        foreach (var file in (string[])["package.json", "client.mjs"])
            File.Copy(Path.Combine(source, file), Path.Combine(_folder.FullName, file));
        Assert.SkipWhen(await RunAsync(mayFail: true, "npm", "--version") is null, "There is no npm.");
        var installed = await RunAsync(mayFail: true, "npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts");
        Assert.SkipWhen(installed is null, "npm cannot install the openai package here; is there a network?");
        await using var node = await Node.StartAsync();

        var output = await RunAsync(mayFail: false, "node", "client.mjs", $"http://127.0.0.1:{node.HttpPort.ToString(CultureInfo.InvariantCulture)}/v1");

        Assert.NotNull(output);
        var told = JsonNode.Parse(output)!;
        Assert.Equal(["89504e47", "89504e47"], Texts(told["images"]!));
        Assert.Equal(
            ["image_generation.partial_image", "image_generation.partial_image", "image_generation.completed"], Texts(told["events"]!));
        Assert.Contains("noto-emoji", Texts(told["models"]!));
        Assert.Equal((404, "model_not_found", "model"),
            (told["refusal"]!["status"]!.GetValue<int>(), told["refusal"]!["code"]!.GetValue<string>(), told["refusal"]!["param"]!.GetValue<string>()));
        Assert.Equal((408, "deadline_unreachable", 1),
            (told["late"]!["status"]!.GetValue<int>(), told["late"]!["code"]!.GetValue<string>(), told["late"]!["attempts"]!.GetValue<int>()));
    }

    private static IEnumerable<string> Texts(JsonNode texts) => texts.AsArray().Select(text => text!.GetValue<string>());

    /// <summary>What the program prints; null when there is no such program, or when it failed and may.</summary>
    private async Task<string?> RunAsync(bool mayFail, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }

        using (process)
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (mayFail && process.ExitCode != 0)
                return null;
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.\n{await output}\n{await errors}");
            return await output;
        }
    }
}
