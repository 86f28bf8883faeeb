using System.Text.Json;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Training.Progress;
using EdgeAigc.Training.Prompts;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAigc.Training.Sheet;

/// <summary>Draws a model's sample sheets with the serving engine itself, from the exported folder alone.</summary>
internal sealed class SheetDrawing(SheetSettings settings, IProgressReport report, TimeProvider time)
{
    private const int HeldOutPrompts = 32;

    /// <summary>Writes <c>sheet.png</c> (the fixed prompts) and <c>sheet-heldout.png</c> (held-out names) into the model folder.</summary>
    /// <exception cref="InvalidDataException">The folder is no usable model.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(settings.Model));
        var model = ModelFolder.TryOpen(folder, out var fault) ?? throw new InvalidDataException($"{fault!.File}: {fault.Message}");
        var catalog = ModelCatalog.Scan(Path.GetDirectoryName(folder)!);
        var engine = new DenoisingEngine(
            catalog, new EngineOptions { Threads = settings.Threads }, time, NullLogger<DenoisingEngine>.Instance);
        await using (engine)
        {
            await WriteAsync("sheet.png", PromptList.Sheet);
            await WriteAsync("sheet-heldout.png", [.. HeldOut(folder).Take(HeldOutPrompts)]);
        }

        async Task WriteAsync(string file, IReadOnlyList<string> prompts)
        {
            var pictures = new List<(string Caption, byte[] Png)>();
            foreach (var prompt in prompts)
            {
                var job = new DenoisingJob
                {
                    Model = model.Name,
                    Prompt = prompt,
                    Seed = settings.Seed,
                    Steps = settings.Steps,
                    Guidance = settings.Guidance,
                };
                var outcome = await engine.RunAsync(job, progress: null, cancellationToken);
                pictures.Add((prompt, outcome.Image?.Bytes ?? throw new InvalidDataException($"'{prompt}' gave no picture: {outcome.Fault!.Message}")));
            }

            var path = Path.Combine(folder, file);
            await File.WriteAllBytesAsync(path + ".partial", ContactSheet.Draw(pictures), cancellationToken);
            File.Move(path + ".partial", path, overwrite: true);
            report.Say($"wrote {path}");
        }
    }

    private static List<string> HeldOut(string folder)
    {
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "training.json")));
        return [.. record.RootElement.GetProperty("heldOut").EnumerateArray().Select(name => name.GetString()!)];
    }
}
