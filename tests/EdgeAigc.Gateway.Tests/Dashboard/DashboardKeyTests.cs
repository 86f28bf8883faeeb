using System.Net;
using EdgeAigc.Gateway.Callers;

namespace EdgeAigc.Gateway.Tests.Dashboard;

public sealed class DashboardKeyTests
{
    [Theory]
    [InlineData("/dashboard/api/cluster")]
    [InlineData("/dashboard/api/plan")]
    [InlineData("/Dashboard/API/models")]
    [InlineData("/dashboard/api/requests")]
    [InlineData("/dashboard/api/events")]
    public async Task Get_KeysAreRequired_StateNeedsOne(string path)
    {
        await using var host = await DashboardHost.StartAsync(new() { Keys = KeyRequirement.Required });

        using var refused = await host.Http.GetAsync(path, TestContext.Current.CancellationToken);
        using var page = await host.Http.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }
}
