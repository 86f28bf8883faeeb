using System.Globalization;

namespace EdgeAigc.EndToEnd.Tests;

/// <summary>A node in a process of its own, with the bundled models unless told otherwise.</summary>
internal sealed class Node : IAsyncDisposable
{
    private Node(string name, int gatewayPort, int siloPort, int httpPort, RunningProgram program) =>
        (Name, GatewayPort, SiloPort, HttpPort, Program) = (name, gatewayPort, siloPort, httpPort, program);

    public string Name { get; }

    public int GatewayPort { get; }

    public int SiloPort { get; }

    public int HttpPort { get; }

    public RunningProgram Program { get; }

    public string Connect => $"127.0.0.1:{GatewayPort}";

    /// <summary>Starts a node, or a local cluster of several, and returns when it says that it is ready.</summary>
    public static async Task<Node> StartAsync(
        string name = "node-0", Node? primary = null, string? models = null, int count = 1, string? state = null, params (string Name, string Value)[] environment)
    {
        var (gateway, silo, http) = (Programs.FreePorts(count), Programs.FreePorts(count), Programs.FreePorts(count));
        List<string> arguments =
        [
            "--name", name, "--gateway-port", Text(gateway), "--silo-port", Text(silo), "--http-port", Text(http), "--threads", "1",
        ];
        if (count > 1)
            arguments.AddRange(["--nodes", Text(count)]);
        if (state is not null)
            arguments.AddRange(["--state", state]);
        if (primary is not null)
            arguments.AddRange(["--primary", $"127.0.0.1:{primary.SiloPort}"]);
        if (models is not null)
            arguments.AddRange(["--models", models]);
        var node = new Node(name, gateway, silo, http, RunningProgram.Start(Programs.Silo, environment, [.. arguments]));
        await node.Program.WaitForAsync($"Node {(count > 1 ? $"{name}-{count - 1}" : name)} is ready");
        return node;
    }

    /// <summary>Runs the client against this node to its end.</summary>
    public async Task<(int Status, string Output, string Errors)> ClientAsync(params string[] arguments)
    {
        await using var client = StartClient(arguments);
        return (await client.WaitForExitAsync(), client.Output, client.Errors);
    }

    public RunningProgram StartClient(params string[] arguments) => RunningProgram.Start(Programs.Client, [.. arguments, "--connect", Connect]);

    public ValueTask DisposeAsync() => Program.DisposeAsync();

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
