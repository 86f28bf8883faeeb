namespace EdgeAigc.Core.Telemetry;

/// <summary>
/// Every name that metrics and traces use. Names that begin with gen_ai and error are those of OpenTelemetry's semantic conventions for
/// generative AI (https://opentelemetry.io/docs/specs/semconv/gen-ai/); the others are this project's.
/// </summary>
public static class TelemetryNames
{
    /// <summary>The meter, and the source of spans.</summary>
    public const string Source = "EdgeAigc";

    /// <summary>Attribute: what was asked for. Always <see cref="GenerateContent"/>.</summary>
    public const string Operation = "gen_ai.operation.name";

    /// <summary>The one operation: a model makes content of some kind.</summary>
    public const string GenerateContent = "generate_content";

    /// <summary>Attribute: whose service it is, <see cref="OwnProvider"/> or <see cref="CloudProvider"/>.</summary>
    public const string Provider = "gen_ai.provider.name";

    /// <summary>This cluster.</summary>
    public const string OwnProvider = "edgeaigc";

    /// <summary>A cloud upstream; the convention names the protocol where whose service it is cannot be told.</summary>
    public const string CloudProvider = "openai";

    /// <summary>Attribute: the model; <see cref="OtherModel"/> where no node has it, because callers may write anything.</summary>
    public const string Model = "gen_ai.request.model";

    /// <summary>Stands for models that nobody has.</summary>
    public const string OtherModel = "_OTHER";

    /// <summary>Attribute: code of the failure; absent when there was none.</summary>
    public const string Error = "error.type";

    /// <summary>Attribute: phase of an image: queue, load, encode, denoise, decode or deliver.</summary>
    public const string Phase = "edgeaigc.phase";

    /// <summary>Attribute: hit when a request found its model in memory, else miss.</summary>
    public const string CacheResult = "edgeaigc.cache.result";

    /// <summary>Attribute: why a model left memory: displaced by another one, or unloaded by order.</summary>
    public const string EvictionReason = "edgeaigc.eviction.reason";

    /// <summary>Attribute: frame for what is cached where, slot for steps and rates.</summary>
    public const string Stage = "edgeaigc.stage";

    /// <summary>Attribute: kept or missed for promises; feasible or repaired for decisions.</summary>
    public const string Outcome = "outcome";

    /// <summary>Attribute: what most delayed a promise that was missed: model_load, link or interference.</summary>
    public const string Cause = "cause";

    /// <summary>Attribute: offer, or the reason of the refusal.</summary>
    public const string Answer = "answer";

    /// <summary>Attribute: policy that planned.</summary>
    public const string Policy = "edgeaigc.policy";

    /// <summary>Attribute: model for the forecast, last_value for the counts of the frame before in its place.</summary>
    public const string Forecast = "edgeaigc.forecast";

    /// <summary>Attribute of spans: name of a node.</summary>
    public const string Node = "edgeaigc.node";

    /// <summary>Attribute of spans: denoising steps.</summary>
    public const string Steps = "edgeaigc.steps";

    /// <summary>Attribute of spans: name of the promise, which is that of its bid.</summary>
    public const string Promise = "edgeaigc.promise";

    /// <summary>Attribute of spans: time in seconds within which a promise is to be kept, from its bid on.</summary>
    public const string PromisedSeconds = "edgeaigc.promise.seconds";

    /// <summary>Span: a bid to a few nodes and their answers.</summary>
    public const string NegotiateSpan = "negotiate";

    /// <summary>Span: a node keeps a promise. The phases of the image are spans of their own within it.</summary>
    public const string ServeSpan = "serve";

    /// <summary>Phase: waits for the device.</summary>
    public const string Queue = "queue";

    /// <summary>Phase: waits for its model to be loaded.</summary>
    public const string Load = "load";

    /// <summary>Phase: texts are encoded.</summary>
    public const string Encode = "encode";

    /// <summary>Phase: denoising steps are made.</summary>
    public const string Denoise = "denoise";

    /// <summary>Phase: the latents become a picture and a file.</summary>
    public const string Decode = "decode";

    /// <summary>Phase: the file is sent.</summary>
    public const string Deliver = "deliver";
}
