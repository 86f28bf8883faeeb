using System.Globalization;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Gateway.Images;

/// <summary>How an image came about, beside what OpenAI's API tells.</summary>
/// <param name="Steps">Denoising steps made.</param>
/// <param name="Model">Model that made it.</param>
/// <param name="Node">Node that made it.</param>
/// <param name="Seed">Seed of the initial noise.</param>
/// <param name="PromisedMs">Time in milliseconds that the node promised; null where it promised none.</param>
/// <param name="ActualMs">Time in milliseconds that it took, to compare with the promise.</param>
/// <param name="Quality">Estimated quality, from 0 to 1, by the model's measured curve; null without one.</param>
/// <param name="Warnings">What the caller should know although the request succeeded.</param>
internal sealed record ImageAccount(
    int Steps, string Model, string Node, long Seed, double? PromisedMs, double ActualMs, double? Quality, IReadOnlyList<string> Warnings)
{
    /// <summary>Headers that tell the same of all images of a reply, in their order.</summary>
    private static readonly (string Header, Func<ImageAccount, string> Value)[] Headers =
    [
        ("X-EdgeAigc-Steps", account => Text(account.Steps)),
        ("X-EdgeAigc-Model", account => Ascii(account.Model)),
        ("X-EdgeAigc-Node", account => Ascii(account.Node)),
        ("X-EdgeAigc-Seed", account => Text(account.Seed)),
        ("X-EdgeAigc-Promised-Ms", account => account.PromisedMs is { } promised ? Text(promised) : "none"),
        ("X-EdgeAigc-Actual-Ms", account => Text(account.ActualMs)),
        ("X-EdgeAigc-Quality", account => account.Quality is { } quality ? Text(quality) : "none"),
    ];

    /// <summary>The account of a finished image.</summary>
    public static ImageAccount Of(GenerationCompleted image) => new(
        image.Steps,
        image.Model,
        image.Node,
        image.Seed,
        image.Promise is { } promise ? Math.Round(promise.Finish.TotalMilliseconds, 1) : null,
        Math.Round(image.Finish.TotalMilliseconds, 1),
        image.QualityEstimate is { } quality ? Math.Round(quality, 4) : null,
        image.Warnings);

    /// <summary>Sets the headers of a reply.</summary>
    public static void SetHeaders(IHeaderDictionary headers, IReadOnlyList<ImageAccount> accounts)
    {
        foreach (var (header, value) in Headers)
            headers[header] = string.Join(", ", accounts.Select(value));
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    // Header values are ASCII; names of folders need not be.
    private static string Ascii(string name) => name.All(letter => letter is > ' ' and <= '~' and not ',') ? name : Uri.EscapeDataString(name);
}
