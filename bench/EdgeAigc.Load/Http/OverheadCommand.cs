using System.CommandLine;
using System.Net;
using System.Text;
using EdgeAigc.Contracts.Generation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Load.Http;

/// <summary><c>overhead</c>: what everything but the model costs.</summary>
internal static class OverheadCommand
{
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Length of a measurement", DefaultValueFactory = _ => 10 };

    public static Command Create()
    {
        var command = new Command(
            "overhead",
            "Time of a request for a model that costs nothing: over HTTP, through a client of the cluster, and to a bare ASP.NET Core endpoint that calls ONNX Runtime. "
            + "Callers and servers share this process.")
        {
            Seconds,
        };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(Seconds)));
        return command;
    }

    private static async Task RunAsync(double seconds)
    {
        await Console.Out.WriteLineAsync("| path | callers | median, ms | 99 %, ms | requests/s |\n| --- | --- | --- | --- | --- |");
        await using (var bare = await BareEndpoint.StartAsync())
            await MeasureAsync("bare endpoint", seconds, _ => PostAsync(bare.Address), bare.Address);
        await using var node = await HttpNode.StartAsync();
        await MeasureAsync("HTTP API", seconds, _ => PostAsync(node.Address), node.Address);
        await MeasureAsync("grains in the silo", seconds, id => FollowAsync(node.Grains, id), null);
        using var client = await ConnectAsync();
        await MeasureAsync("grain client", seconds, id => FollowAsync(client.Services.GetRequiredService<IGrainFactory>(), id), null);
        await client.StopAsync();
    }

    private static readonly HttpClient Http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1000 });

    private static async Task MeasureAsync(string what, double seconds, Func<string, Task> call, Uri? address)
    {
        await Console.Error.WriteLineAsync($"{what} {address}");
        foreach (var callers in (int[])[1, 16, 64])
            await Console.Out.WriteLineAsync((await ClosedLoop.RunAsync(callers, seconds, call)).Row(what));
    }

    private static async Task PostAsync(Uri address)
    {
        using var content = new StringContent("""{"prompt":"red heart","seed":1,"steps":4}""", Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(new Uri(address, "/v1/images/generations"), content);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"The answer was {response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task FollowAsync(IGrainFactory grains, string id)
    {
        var request = new GenerationRequest { Prompt = "red heart", Model = FreeEngine.Model, Seed = 1, Steps = 4 };
        await foreach (var next in grains.GenerateAsync(id, request, TimeProvider.System, TimeSpan.FromSeconds(30)))
        {
            if (next is GenerationFailed failed)
                throw new InvalidOperationException($"{failed.Code}: {failed.Message}");
        }
    }

    private static async Task<IHost> ConnectAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => client.UseLocalhostClustering(HttpNode.GatewayPort));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
