using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using EdgeAigc.Client.Connection;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Client.Generate;

/// <summary><c>generate</c>: one prompt, one picture.</summary>
internal static class GenerateCommand
{
    private static readonly Argument<string> Prompt = new("prompt") { Description = "What the picture shall show, in quotes" };
    private static readonly Option<string?> Model = new("--model") { Description = "Model by name; 'models list' shows them [the cluster's default]" };
    private static readonly Option<int?> Steps = new("--steps") { Description = "Denoising steps; more take longer and look better up to a point [chosen by the node for what matters to you]" };
    private static readonly Option<double?> Deadline = new("--deadline") { Description = "Seconds within which the picture is wanted; refused at once when no node can keep it [no deadline]", HelpName = "seconds" };
    private static readonly Option<double?> MinQuality = new("--min-quality") { Description = "Lowest acceptable quality, 0 to 1, by the model's measured curve [any]" };
    private static readonly Option<double?> Preference = new("--latency-preference") { Description = "What matters when --steps is not given: 0 is quality, 1 is latency [the cluster's default, 0.1]" };
    private static readonly Option<double?> Weight = new("--weight") { Description = "Weight among your own requests when the nodes are busy [1]" };
    private static readonly Option<string?> Tenant = new("--tenant") { Description = "On whose behalf; tenants share busy nodes by their configured weights [none]" };
    private static readonly Option<bool> AllowCloud = new("--allow-cloud") { Description = "Let the cloud upstream, if the cluster has one, serve it when no node can; it then gets the prompt" };
    private static readonly Option<double?> MaxRate = new("--max-rate") { Description = "What you can receive, in Mbit/s [the cluster's default]" };
    private static readonly Option<long?> Seed = new("--seed") { Description = "Seed of the initial noise; the same seed gives the same picture [drawn and printed]" };
    private static readonly Option<double?> Guidance = new("--guidance") { Description = "How strictly to follow the prompt; up to 1 is off [the model's default]" };
    private static readonly Option<string?> Negative = new("--negative") { Description = "What the picture shall stay away from" };
    private static readonly Option<SourceImage?> InitImage = new("--init-image") { Description = "Picture to start from instead of noise; for models with an encoder", HelpName = "file", CustomParser = ReadPicture };
    private static readonly Option<double?> Strength = new("--strength") { Description = "How much of --init-image is drawn anew, 0 to 1 [the model's default]" };
    private static readonly Option<PictureSize?> Size = new("--size") { Description = "Width x height in pixels, such as 64x64 [the model's default]", HelpName = "WxH", CustomParser = PictureSize.Parse };
    private static readonly Option<PictureSize?> OutputSize = new("--output-size") { Description = "Width, or width x height, to which the finished picture is scaled, such as 512 [as computed]", HelpName = "W[xH]", CustomParser = PictureSize.Parse };
    private static readonly Option<ImageFormat?> Format = new("--format") { Description = "File format: png, jpeg or webp [by the ending of --out, else png]", HelpName = "format", CustomParser = ParseFormat };
    private static readonly Option<int?> Quality = new("--quality") { Description = "Quality of jpeg and webp, 1 to 100; 100 makes webp lossless [90]" };
    private static readonly Option<bool> EmbedPrompt = new("--embed-prompt") { Description = "Write the prompts into the file, beside model, seed and steps" };
    private static readonly Option<string?> Out = new("--out") { Description = "File to write [the prompt, as a file name]", HelpName = "file" };
    private static readonly Option<string?> Id = new("--request-id") { Description = "Id of the request; asking again with the same id joins it or returns its result [drawn]" };
    private static readonly Option<GatewayAddress> Connect = ConnectOption.Create();

    private const double MostSeconds = 1e6;

    public static Command Create()
    {
        var command = new Command("generate", "Makes a picture from a prompt and writes it to a file.")
        {
            Prompt, Model, Steps, Deadline, MinQuality, Preference, Weight, Tenant, MaxRate, AllowCloud, Seed, Guidance, Negative, InitImage, Strength, Size, OutputSize, Format, Quality, EmbedPrompt, Out, Id, Connect,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var request = ToRequest(parsed);
            var path = parsed.GetValue(Out) ?? PictureFile.NameFor(request.Prompt, request.Format);
            if (PictureFormat.Mismatch(path, request.Format) is { } mismatch)
                Console.Error.WriteLine($"warning: {mismatch}");
            var id = parsed.GetValue(Id) ?? Guid.CreateVersion7().ToString("N");
            return ClusterConnection.RunAsync(
                parsed.GetValue(Connect)!, (grains, token) => new Generation(TimeProvider.System).RunAsync(grains, id, request, path, token), cancellation);
        });
        return command;
    }

    /// <summary>The request that a command line asks for.</summary>
    internal static GenerationRequest ToRequest(ParseResult parsed)
    {
        var (size, outputSize) = (parsed.GetValue(Size), parsed.GetValue(OutputSize));
        return new()
        {
            Prompt = parsed.GetValue(Prompt)!,
            Model = parsed.GetValue(Model),
            Steps = parsed.GetValue(Steps),
            // What is no span of time is the node's to refuse by its name.
            Deadline = parsed.GetValue(Deadline) is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, -1, MostSeconds)) : null,
            MinQuality = parsed.GetValue(MinQuality),
            LatencyPreference = parsed.GetValue(Preference),
            Weight = parsed.GetValue(Weight),
            AllowCloud = parsed.GetValue(AllowCloud),
            Tenant = parsed.GetValue(Tenant),
            MaxRateBitsPerSecond = parsed.GetValue(MaxRate) * 1e6,
            Seed = parsed.GetValue(Seed) ?? RandomNumberGenerator.GetInt32(int.MaxValue),
            Guidance = parsed.GetValue(Guidance),
            NegativePrompt = parsed.GetValue(Negative),
            Width = size?.Width,
            Height = size is null ? null : size.Height ?? size.Width,
            Format = parsed.GetValue(Format) ?? PictureFormat.OfFile(parsed.GetValue(Out) ?? "") ?? ImageFormat.Png,
            Quality = parsed.GetValue(Quality),
            OutputWidth = outputSize?.Width,
            OutputHeight = outputSize?.Height,
            EmbedPrompt = parsed.GetValue(EmbedPrompt),
            InitialImage = parsed.GetValue(InitImage),
            Strength = parsed.GetValue(Strength),
        };
    }

    private static SourceImage? ReadPicture(ArgumentResult result)
    {
        var path = result.Tokens[0].Value;
        try
        {
            return new(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            result.AddError($"--init-image is '{path}': {exception.Message}");
            return null;
        }
    }

    private static ImageFormat? ParseFormat(ArgumentResult result)
    {
        if (PictureFormat.Parse(result.Tokens[0].Value) is { } format)
            return format;

        result.AddError($"--format is '{result.Tokens[0].Value}'; it must be png, jpeg or webp.");
        return null;
    }
}
