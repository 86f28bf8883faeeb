using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace EdgeAigc.Silo.Configuration;

/// <summary>The silo's command line: short names for the settings, above files and environment in rank.</summary>
internal static class SiloCommand
{
    private static readonly Option<string> Device =
        new Option<string>("--device") { Description = "cuda needs a build with -p:OnnxRuntimeFlavor=Gpu [cpu]" }.AcceptOnlyFromAmong("cpu", "cuda");

    private static readonly (Option<string> Option, string Setting)[] Settings =
    [
        (new("--name") { Description = "Name of this node, unique in the cluster [node-0]" }, LocalNodes.NameSetting),
        (new("--models") { Description = "Folder whose sub-folders are models in the diffusers ONNX layout [the bundled models]" }, "EdgeAigc:Node:ModelsPath"),
        (new("--origin") { Description = "Folder of all models, from which the node fetches what it needs into that of --models [none: serve --models in place]" }, LocalNodes.OriginSetting),
        (new("--disk") { Description = "Disk for fetched models, MiB; 0 does not limit it [0]", HelpName = "MiB" }, LocalNodes.DiskSetting),
        (new("--state") { Description = "Folder of the cluster's state and, with --nodes, of each node's models [state/ADDRESS-PORT of the first node]" }, "EdgeAigc:Coordination:StatePath"),
        (Device, "EdgeAigc:Engine:Device"),
        (new("--threads") { Description = "Threads of one inference; 0 uses every core [0]" }, "EdgeAigc:Engine:Threads"),
        (new("--memory") { Description = "Memory for models, MiB; 0 takes three quarters of what there is [0]", HelpName = "MiB" }, LocalNodes.MemorySetting),
        (new("--http-port") { Description = "Port of the HTTP API (/v1, /openapi/v1.json) and of /healthz/live and /healthz/ready [8080]" }, LocalNodes.HttpPortSetting),
        (new("--gateway-port") { Description = "Port for clients [30000]" }, LocalNodes.GatewayPortSetting),
        (new("--silo-port") { Description = "Port for other silos [11111]" }, LocalNodes.SiloPortSetting),
        (new("--address") { Description = "Address at which others reach this node [127.0.0.1]" }, LocalNodes.AddressSetting),
        (new("--primary") { Description = "address:port of the first node's silo, to join its cluster [none: this is the first]" }, LocalNodes.PrimarySetting),
    ];

    private static readonly Option<int> Nodes = new("--nodes")
    {
        Description = "Nodes of a local cluster in this process, each with a name, ports, memory and a folder of its own, into which it fetches from --models [1]",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>Builds the command; <paramref name="run"/> gets the settings named on the command line, of each node.</summary>
    public static RootCommand Create(Func<IReadOnlyList<Dictionary<string, string?>>, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand(
            """
            Runs one EdgeAigc node until Ctrl-C or SIGTERM.

            Every setting can also stand in appsettings.json beside the program or in the environment, for example
            EdgeAigc__Node__Name=node-1; the command line wins over the environment, the environment over the file.

            A cluster of three nodes on this machine, each with 512 MiB of memory and 1 GiB of disk for models:
              dotnet run -c Release --project silo -- --nodes 3 --memory 512 --disk 1024

            A second node on the same machine:
              dotnet run -c Release --project silo -- --name node-1 --silo-port 11112 --gateway-port 30001 --http-port 8081 --primary 127.0.0.1:11111
            """);
        foreach (var (option, setting) in Settings)
        {
            if (setting.EndsWith("Port", StringComparison.Ordinal) || setting.EndsWith("Threads", StringComparison.Ordinal) || setting is LocalNodes.MemorySetting or LocalNodes.DiskSetting)
                option.Validators.Add(RequireInteger);
            command.Options.Add(option);
        }

        Nodes.Validators.Add(LocalNodes.RequireCount);
        command.Options.Add(Nodes);
        command.SetAction((parsed, cancellation) => run(
            LocalNodes.Expand(parsed.GetValue(Nodes), Settings.Where(setting => parsed.GetResult(setting.Option) is not null)
                .ToDictionary(setting => setting.Setting, setting => parsed.GetValue(setting.Option))),
            cancellation));
        return command;
    }

    private static void RequireInteger(OptionResult result)
    {
        if (result.Tokens is not [{ Value: var value }] || !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            result.AddError($"{result.Option.Name} takes a whole number, not '{string.Join(' ', result.Tokens.Select(token => token.Value))}'.");
    }
}
