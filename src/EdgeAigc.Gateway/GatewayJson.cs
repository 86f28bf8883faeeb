using System.Text.Json.Serialization;
using EdgeAigc.Gateway.Errors;
using EdgeAigc.Gateway.Images;
using EdgeAigc.Gateway.Jobs;
using EdgeAigc.Gateway.Models;

namespace EdgeAigc.Gateway;

/// <summary>How the bodies of the HTTP API are read and written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorReply))]
[JsonSerializable(typeof(ImageRequestBody))]
[JsonSerializable(typeof(ImagesReply))]
[JsonSerializable(typeof(PartialImageEvent))]
[JsonSerializable(typeof(CompletedImageEvent))]
[JsonSerializable(typeof(ErrorEvent))]
[JsonSerializable(typeof(JobReply))]
[JsonSerializable(typeof(JobNote))]
[JsonSerializable(typeof(QueuedEvent))]
[JsonSerializable(typeof(AcceptedEvent))]
[JsonSerializable(typeof(LoadingEvent))]
[JsonSerializable(typeof(StepEvent))]
[JsonSerializable(typeof(ModelReply))]
[JsonSerializable(typeof(ModelListReply))]
internal sealed partial class GatewayJson : JsonSerializerContext;
