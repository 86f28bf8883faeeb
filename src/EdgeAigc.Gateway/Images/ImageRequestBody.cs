using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeAigc.Gateway.Images;

/// <summary>Body of a request for images: the fields of OpenAI's API and some more. Fields that are not here are ignored.</summary>
internal sealed record ImageRequestBody
{
    [Description("What the images shall show.")]
    public string? Prompt { get; init; }

    [Description("Name of a model; without it the cluster's default model.")]
    public string? Model { get; init; }

    [Description("How many images, 1 to 10, with consecutive seeds.")]
    public int? N { get; init; }

    [Description("WIDTHxHEIGHT in pixels of the delivered image, each from 16 to 2048, or auto. The model computes in its own size and the image is scaled.")]
    public string? Size { get; init; }

    [Description("low, medium (standard), high (hd) or auto: what preference and min_quality are where they are not given.")]
    public string? Quality { get; init; }

    [Description("b64_json or url; the image is kept at the url for a time.")]
    public string? ResponseFormat { get; init; }

    [Description("png, jpeg or webp.")]
    public string? OutputFormat { get; init; }

    [Description("Quality of jpeg and webp, 0 to 100; without it 90.")]
    public int? OutputCompression { get; init; }

    [Description("auto or opaque.")]
    public string? Background { get; init; }

    [Description("Tenant on whose behalf the request is made.")]
    public string? User { get; init; }

    [Description("Whether to send server-sent events; only with n = 1.")]
    public bool? Stream { get; init; }

    [Description("With stream: how many images of the work in progress at most, 0 to 3.")]
    public int? PartialImages { get; init; }

    [Description("Seed of the first image; without it one that follows from the Idempotency-Key, or by chance.")]
    public long? Seed { get; init; }

    [Description("Denoising steps; without it the node chooses by deadline, quality and preference.")]
    public int? Steps { get; init; }

    [Description("The same as steps.")]
    public int? NumInferenceSteps { get; init; }

    [Description("Classifier-free guidance scale.")]
    public double? GuidanceScale { get; init; }

    [Description("What the images shall stay away from.")]
    public string? NegativePrompt { get; init; }

    [Description("Width in pixels at which the model computes.")]
    public int? Width { get; init; }

    [Description("Height in pixels at which the model computes.")]
    public int? Height { get; init; }

    [Description("Time in milliseconds within which each image is wanted; refused at once where it cannot be kept.")]
    public double? DeadlineMs { get; init; }

    [Description("Lowest acceptable quality, 0 to 1, by the model's measured curve.")]
    public double? MinQuality { get; init; }

    [Description("Preference between quality (0) and latency (1).")]
    public double? Preference { get; init; }

    [Description("Weight among the requests of the same user, above 0 and at most 1000.")]
    public double? Weight { get; init; }

    [Description("Whether the request, its prompt included, may go to the cloud upstream of the cluster, if it has one, when no node can meet it.")]
    public bool? AllowCloud { get; init; }

    [Description("With stream: whether to tell the offers, loading and each denoising step too.")]
    public bool? Progress { get; init; }

    /// <summary>The steps under whichever name they came.</summary>
    [JsonIgnore]
    public int? AnySteps => Steps ?? NumInferenceSteps;
}
