using System.Text.Json;
using EdgeAigc.Gateway.Errors;
using EdgeAigc.Gateway.Images;
using EdgeAigc.Gateway.Models;
using Microsoft.OpenApi;

namespace EdgeAigc.Gateway;

/// <summary>The OpenAPI document of the HTTP API.</summary>
internal static class GatewayDescription
{
    public static IServiceCollection AddGatewayDescription(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, GatewayJson.Default);
        });
        return services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "EdgeAigc";
            document.Info.Description = "Images by diffusion models on a cluster of edge nodes, for clients of OpenAI's images API.";
            return Task.CompletedTask;
        }));
    }

    // The endpoint reads its body itself, so that refusals have one shape; the document learns of the body here.
    public static void DescribeImages(this RouteHandlerBuilder endpoint) => endpoint
        .WithTags("Images").WithName("generateImages").WithSummary("Makes images from a prompt.")
        .Produces<ImagesReply>()
        .ProducesErrors(400, 404, 405, 408, 409, 413, 415, 429, 500, 503)
        .AddOpenApiOperationTransformer(async (operation, context, cancellationToken) =>
        {
            operation.Parameters = [.. operation.Parameters ?? [], new OpenApiParameter
            {
                Name = ImagesEndpoint.IdempotencyKey,
                In = ParameterLocation.Header,
                Description = "Name of the request: sent again under the same name, it joins the same run or gets the same images.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = RequestIdentity.MaxKeyLength },
            }];
            var body = await context.GetOrCreateSchemaAsync(typeof(ImageRequestBody), null, cancellationToken);
            body.Required = new HashSet<string> { "prompt" };
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = body },
                },
            };
        });

    public static void DescribeModels(this RouteHandlerBuilder endpoint) => endpoint
        .WithTags("Models").WithName("listModels").WithSummary("Lists the models of the cluster.").Produces<ModelListReply>().ProducesErrors(405, 500, 503);

    public static void DescribeModel(this RouteHandlerBuilder endpoint) => endpoint
        .WithTags("Models").WithName("retrieveModel").WithSummary("Describes a model.").Produces<ModelReply>().ProducesErrors(404, 405, 500, 503);

    private static RouteHandlerBuilder ProducesErrors(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<ErrorReply>(status);
        return endpoint;
    }
}
