using EdgeAigc.Gateway.Errors;

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>GET of everything under /dashboard/api.</summary>
internal sealed class DashboardEndpoints(IDashboardSource source, ModelCards models, RequestLog log)
{
    public async Task GetClusterAsync(HttpContext context, CancellationToken cancellationToken) =>
        await context.Response.WriteAsJsonAsync(
            await DashboardFeed.ReadClusterAsync(source, cancellationToken), DashboardJson.Default.ClusterReply, cancellationToken: cancellationToken);

    public async Task GetPlanAsync(HttpContext context, CancellationToken cancellationToken) =>
        await context.Response.WriteAsJsonAsync(
            PlanReply.Of(await source.GetPlanAsync(cancellationToken)), DashboardJson.Default.PlanReply, cancellationToken: cancellationToken);

    public async Task GetModelsAsync(HttpContext context, CancellationToken cancellationToken) =>
        await context.Response.WriteAsJsonAsync(
            await models.GetAsync(cancellationToken), DashboardJson.Default.ModelCardsReply, cancellationToken: cancellationToken);

    public async Task GetSheetAsync(HttpContext context, string model, CancellationToken cancellationToken)
    {
        if (await models.GetSheetAsync(model, cancellationToken) is not { } sheet)
        {
            await ErrorReplies.WriteAsync(context, new(StatusCodes.Status404NotFound, "no_sheet", "model", $"No node has a contact sheet of model '{model}'."));
            return;
        }

        context.Response.ContentType = "image/png";
        context.Response.ContentLength = sheet.Length;
        context.Response.Headers.CacheControl = "private, max-age=300";
        await context.Response.Body.WriteAsync(sheet, cancellationToken);
    }

    public Task GetRequestsAsync(HttpContext context, CancellationToken cancellationToken) =>
        context.Response.WriteAsJsonAsync(new(log.Since(0).Requests), DashboardJson.Default.RequestsReply, cancellationToken: cancellationToken);
}
