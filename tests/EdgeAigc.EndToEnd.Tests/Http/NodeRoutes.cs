using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace EdgeAigc.EndToEnd.Tests.Http;

/// <summary>The routes of a node, out of the program itself, which is put together in this process and not started.</summary>
internal sealed class NodeRoutes() : AssemblyLoadContext("silo")
{
    private readonly AssemblyDependencyResolver _resolver = new(Programs.Silo);

    /// <summary>Every route once, in order.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(string state)
    {
        var build = new NodeRoutes().LoadFromAssemblyPath(Programs.Silo).GetType("EdgeAigc.Silo.Startup", throwOnError: true)!
            .GetMethod("Build", BindingFlags.Public | BindingFlags.Static)!;
        var settings = new Dictionary<string, string?>
        {
            ["EdgeAigc:Http:Port"] = Programs.FreePort().ToString(CultureInfo.InvariantCulture),
            ["EdgeAigc:Cluster:SiloPort"] = Programs.FreePort().ToString(CultureInfo.InvariantCulture),
            ["EdgeAigc:Cluster:GatewayPort"] = Programs.FreePort().ToString(CultureInfo.InvariantCulture),
            ["EdgeAigc:Coordination:StatePath"] = state,
        };
        await using var app = (WebApplication)build.Invoke(null, [settings, null])!;
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}").Distinct().Order(StringComparer.Ordinal)];
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
