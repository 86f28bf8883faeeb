using System.Net;
using System.Net.Sockets;
using EdgeAigc.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace EdgeAigc.Client.Connection;

/// <summary>A connection to a cluster; disposing it leaves nothing behind.</summary>
internal sealed class ClusterConnection : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly IHost _host;

    private ClusterConnection(IHost host) => _host = host;

    public IGrainFactory Grains => (IGrainFactory)_host.Services.GetService(typeof(IGrainFactory))!;

    /// <summary>Connects and runs <paramref name="work"/>; no cluster at the address is a message and an exit code.</summary>
    public static async Task<int> RunAsync(
        GatewayAddress address, Func<IGrainFactory, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        await using var connection = await TryOpenAsync(address, cancellationToken);
        if (connection is not null)
            return await work(connection.Grains, cancellationToken);

        await Console.Error.WriteLineAsync(
            $"No EdgeAigc cluster answers at {address}. Start one with: dotnet run -c Release --project silo — or name another with --connect host:port.");
        return ExitCodes.NoCluster;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(ConnectTimeout, TimeProvider.System);
        await _host.StopAsync(patience.Token);
        _host.Dispose();
    }

    private static async Task<ClusterConnection?> TryOpenAsync(GatewayAddress address, CancellationToken cancellationToken)
    {
        IHost? host = null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ConnectTimeout);
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(address.Host, patience.Token);
            host = BuildHost(addresses.Select(ip => new IPEndPoint(ip, address.Port)).ToArray());
            await host.StartAsync(patience.Token);
            return new(host);
        }
        catch (Exception exception) when (exception is SocketException or OrleansException or OperationCanceledException)
        {
            host?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static IHost BuildHost(IPEndPoint[] gateways)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options =>
            {
                options.ClusterId = ClusterDefaults.ClusterId;
                options.ServiceId = ClusterDefaults.ServiceId;
            });
            client.UseStaticClustering(gateways);
            // One refusal is an answer: the user can start a cluster faster than a retry loop can hope for one.
            client.UseConnectionRetryFilter((_, _) => Task.FromResult(false));
        });
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}
