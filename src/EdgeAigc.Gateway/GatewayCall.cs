using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Gateway.Errors;
using EdgeAigc.Gateway.Images;

namespace EdgeAigc.Gateway;

/// <summary>Runs the handler of a request and answers for what it throws.</summary>
internal sealed partial class GatewayCall(GatewayDrain drain, ILogger<GatewayCall> logger)
{
    /// <summary>Runs the handler. Its token is cancelled when the client goes away or the node stops.</summary>
    public async Task RunAsync(HttpContext context, Func<CancellationToken, Task> handle)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, drain.Over);
        try
        {
            await handle(cancellation.Token);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
        catch (Exception exception)
        {
            await TellAsync(context, Explain(context, exception));
        }
    }

    private static async Task TellAsync(HttpContext context, ApiError error)
    {
        if (!context.Response.HasStarted)
            await ErrorReplies.WriteAsync(context, error);
        else if (context.Response.ContentType == ImageStream.ContentType)
            await ImageStream.FailAsync(context, error, context.RequestAborted);
        else
            context.Abort();
    }

    private ApiError Explain(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case OperationCanceledException when drain.Over.IsCancellationRequested:
                return ApiErrors.Unavailable("This node is stopping; send the request to another one.");
            case BadHttpRequestException bad:
                return new(bad.StatusCode, bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? "body_too_large" : "bad_request", null, bad.Message);
            case OrleansException or EnumerationAbortedException or EdgeNodeUnavailableException or TimeoutException:
                LogLost(context.Request.Path, exception);
                return ApiErrors.Unavailable("The cluster did not answer; try again.");
            default:
                LogDefect(context.Request.Path, exception);
                return ApiErrors.Defect();
        }
    }
}
