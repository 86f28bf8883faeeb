using System.Text.Json;
using EdgeAigc.Gateway.Errors;
using EdgeAigc.Gateway.Images;
using EdgeAigc.Gateway.Jobs;
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
        .ProducesErrors(400, 401, 403, 404, 405, 408, 409, 413, 415, 429, 500, 503)
        .TakesOrder();

    public static void DescribeSubmit(this RouteHandlerBuilder endpoint) => endpoint
        .WithTags("Jobs").WithName("createImageJob").WithSummary("Makes images from a prompt while nobody waits.")
        .Produces<JobReply>(StatusCodes.Status202Accepted)
        .ProducesErrors(400, 401, 403, 404, 405, 408, 409, 413, 415, 429, 500, 503)
        .TakesOrder();

    public static void DescribeJob(this RouteHandlerBuilder endpoint) => endpoint
        .WithTags("Jobs").WithName("retrieveImageJob").WithSummary("Tells how far a job is, and its images when it is done.")
        .Produces<JobReply>().ProducesErrors(401, 403, 404, 405, 410, 429, 500, 503);

    public static void DescribeCancel(this RouteHandlerBuilder endpoint) => endpoint
        .WithTags("Jobs").WithName("cancelImageJob").WithSummary("Cancels a job.")
        .Produces<JobReply>().ProducesErrors(401, 403, 404, 405, 410, 429, 500, 503);

    public static void DescribeResult(this RouteHandlerBuilder endpoint) => endpoint
        .WithTags("Images").WithName("retrieveImage").WithSummary("An image that a reply told the address of.")
        .Produces(StatusCodes.Status200OK, contentType: "image/png", additionalContentTypes: ["image/jpeg", "image/webp"])
        .ProducesErrors(404, 405, 410, 429, 500, 503);

    private static RouteHandlerBuilder TakesOrder(this RouteHandlerBuilder endpoint) => endpoint
        .AddOpenApiOperationTransformer(async (operation, context, cancellationToken) =>
        {
            operation.Parameters = [.. operation.Parameters ?? [], new OpenApiParameter
            {
                Name = ImageOrderReader.IdempotencyKey,
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
        .WithTags("Models").WithName("listModels").WithSummary("Lists the models of the cluster.").Produces<ModelListReply>().ProducesErrors(401, 403, 405, 429, 500, 503);

    public static void DescribeModel(this RouteHandlerBuilder endpoint) => endpoint
        .WithTags("Models").WithName("retrieveModel").WithSummary("Describes a model.").Produces<ModelReply>().ProducesErrors(401, 403, 404, 405, 429, 500, 503);

    private static RouteHandlerBuilder ProducesErrors(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<ErrorReply>(status);
        return endpoint;
    }
}
