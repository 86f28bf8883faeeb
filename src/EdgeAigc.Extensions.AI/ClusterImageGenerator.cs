using EdgeAigc.Contracts.Generation;
using Microsoft.Extensions.AI;

namespace EdgeAigc.Extensions.AI;

/// <summary>
/// An EdgeAigc cluster as an image generator. What the options cannot say (deadline, steps, seed, preference) comes from a
/// <see cref="GenerationRequest"/> that <see cref="ImageGenerationOptions.RawRepresentationFactory"/> makes; prompt and the options that are
/// set go before its members. One original image is a start to draw from, for models with an encoder.
/// </summary>
/// <param name="grains">Grain factory of a connected client.</param>
/// <param name="time">Clock for the pauses between attempts after a loss.</param>
/// <param name="defaultModel">Model of requests that name none, or null for the cluster's default.</param>
public sealed class ClusterImageGenerator(IGrainFactory grains, TimeProvider time, string? defaultModel = null) : IImageGenerator
{
    private const int MaxImages = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ImageGeneratorMetadata _metadata = new("edgeaigc", null, defaultModel);

    /// <summary>Makes the images; all succeed or none.</summary>
    /// <exception cref="ArgumentException">An option has a value that the cluster cannot meet; names it.</exception>
    /// <exception cref="ImageGenerationFailedException">The cluster refused or failed.</exception>
    public async Task<ImageGenerationResponse> GenerateAsync(
        ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var count = options?.Count ?? 1;
        if (count is < 1 or > MaxImages)
            throw new ArgumentException($"Count is {count}; it must be from 1 to {MaxImages}.", nameof(options));
        var first = Map(request, options);
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var images = await Task.WhenAll(Enumerable.Range(0, count).Select(index => RunAsync(first with { Seed = first.Seed + index }, others)));
        return new([.. images.Select(image => new DataContent(image.Image, image.ContentType) { AdditionalProperties = ImageAccounts.Of(image) })])
        {
            RawRepresentation = images,
        };
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ImageGeneratorMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(grains) ? grains : null;
    }

    /// <summary>Does nothing: the connection is its owner's.</summary>
    public void Dispose()
    {
    }

    private GenerationRequest Map(ImageGenerationRequest request, ImageGenerationOptions? options)
    {
        var asked = options?.RawRepresentationFactory?.Invoke(this) as GenerationRequest
            ?? new GenerationRequest { Prompt = "", Seed = BitConverter.ToInt32(Guid.NewGuid().ToByteArray()) & int.MaxValue };
        if (options?.ResponseFormat is not (null or ImageGenerationResponseFormat.Data))
            throw new ArgumentException($"ResponseFormat is {options.ResponseFormat}; the cluster's grains give the data itself.", nameof(options));
        return asked with
        {
            Prompt = request.Prompt is { Length: > 0 } prompt ? prompt : asked.Prompt,
            Model = options?.ModelId ?? asked.Model ?? defaultModel,
            OutputWidth = options?.ImageSize?.Width ?? asked.OutputWidth,
            OutputHeight = options?.ImageSize?.Height ?? asked.OutputHeight,
            Format = options?.MediaType is { } type ? FormatOf(type) : asked.Format,
            InitialImage = OriginalOf(request) ?? asked.InitialImage,
        };
    }

    private static ImageFormat FormatOf(string mediaType) => mediaType switch
    {
        "image/png" => ImageFormat.Png,
        "image/jpeg" => ImageFormat.Jpeg,
        "image/webp" => ImageFormat.Webp,
        _ => throw new ArgumentException($"MediaType is '{mediaType}'; there are image/png, image/jpeg and image/webp.", nameof(mediaType)),
    };

    private static SourceImage? OriginalOf(ImageGenerationRequest request) => request.OriginalImages?.ToArray() switch
    {
        null or [] => null,
        [DataContent image] => new(image.Data.ToArray()),
        _ => throw new ArgumentException("OriginalImages must hold one image, as data.", nameof(request)),
    };

    private async Task<GenerationCompleted> RunAsync(GenerationRequest request, CancellationTokenSource others)
    {
        try
        {
            await foreach (var next in grains.GenerateAsync($"ai-{Guid.NewGuid():N}", request, time, Patience, others.Token))
            {
                if (next is GenerationCompleted image)
                    return image;
                if (next is GenerationFailed failed)
                    throw new ImageGenerationFailedException(failed);
            }

            throw new InvalidOperationException("The request ended without a last event.");
        }
        catch
        {
            await others.CancelAsync();
            throw;
        }
    }
}
