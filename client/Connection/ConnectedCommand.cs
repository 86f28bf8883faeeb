using System.CommandLine;

namespace EdgeAigc.Client.Connection;

/// <summary>Commands that talk to a cluster: each has the option that says where it is, and connects before it works.</summary>
internal static class ConnectedCommand
{
    /// <summary>A command with neither arguments nor options of its own.</summary>
    public static Command Create(string name, string description, Func<IGrainFactory, CancellationToken, Task<int>> work) =>
        Create(new(name, description), _ => work);

    /// <summary>Completes a command.</summary>
    /// <param name="command">The command with its arguments and options.</param>
    /// <param name="prepare">Reads them and returns the work to do once connected.</param>
    public static Command Create(Command command, Func<ParseResult, Func<IGrainFactory, CancellationToken, Task<int>>> prepare)
    {
        var connect = ConnectOption.Create();
        command.Options.Add(connect);
        command.SetAction((parsed, cancellation) => ClusterConnection.RunAsync(parsed.GetValue(connect)!, prepare(parsed), cancellation));
        return command;
    }
}
