using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Security.Cryptography;
using EdgeAigc.Client.Connection;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Client.Generate;

/// <summary><c>generate</c>: one prompt, one picture.</summary>
internal static class GenerateCommand
{
    private static readonly Argument<string> Prompt = new("prompt") { Description = "What the picture shall show, in quotes" };
    private static readonly Option<string?> Model = new("--model") { Description = "Model by name; 'models list' shows them [the cluster's default]" };
    private static readonly Option<int?> Steps = new("--steps") { Description = "Denoising steps; more take longer and look better up to a point [the model's default]" };
    private static readonly Option<long?> Seed = new("--seed") { Description = "Seed of the initial noise; the same seed gives the same picture [drawn and printed]" };
    private static readonly Option<double?> Guidance = new("--guidance") { Description = "How strictly to follow the prompt; up to 1 is off [the model's default]" };
    private static readonly Option<string?> Negative = new("--negative") { Description = "What the picture shall stay away from" };
    private static readonly Option<PictureSize?> Size = new("--size") { Description = "Width x height in pixels, such as 64x64 [the model's default]", HelpName = "WxH", CustomParser = ParseSize };
    private static readonly Option<string?> Out = new("--out") { Description = "File to write [the prompt, as a file name]", HelpName = "file" };
    private static readonly Option<string?> Id = new("--request-id") { Description = "Id of the request; asking again with the same id joins it or returns its result [drawn]" };
    private static readonly Option<GatewayAddress> Connect = ConnectOption.Create();

    public static Command Create()
    {
        var command = new Command("generate", "Makes a picture from a prompt and writes it to a file.")
        {
            Prompt, Model, Steps, Seed, Guidance, Negative, Size, Out, Id, Connect,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var request = ToRequest(parsed);
            var path = parsed.GetValue(Out) ?? PictureFile.NameFor(request.Prompt);
            var id = parsed.GetValue(Id) ?? Guid.CreateVersion7().ToString("N");
            return ClusterConnection.RunAsync(
                parsed.GetValue(Connect)!, (grains, token) => new Generation(TimeProvider.System).RunAsync(grains, id, request, path, token), cancellation);
        });
        return command;
    }

    private static GenerationRequest ToRequest(ParseResult parsed) => new()
    {
        Prompt = parsed.GetValue(Prompt)!,
        Model = parsed.GetValue(Model),
        Steps = parsed.GetValue(Steps),
        Seed = parsed.GetValue(Seed) ?? RandomNumberGenerator.GetInt32(int.MaxValue),
        Guidance = parsed.GetValue(Guidance),
        NegativePrompt = parsed.GetValue(Negative),
        Width = parsed.GetValue(Size)?.Width,
        Height = parsed.GetValue(Size)?.Height,
    };

    private static PictureSize? ParseSize(ArgumentResult result)
    {
        var parts = result.Tokens[0].Value.Split('x', 'X');
        if (parts.Length is 1 or 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var height))
            return new(width, height);

        result.AddError($"--size is '{result.Tokens[0].Value}'; it must be widthxheight in pixels, such as 64x64.");
        return null;
    }
}
