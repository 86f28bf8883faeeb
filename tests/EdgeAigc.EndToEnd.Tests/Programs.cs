using System.Net;
using System.Net.Sockets;

namespace EdgeAigc.EndToEnd.Tests;

/// <summary>Where the programs under test are, and ports that nobody uses.</summary>
internal static class Programs
{
    // Tests lie in artifacts/bin/PROJECT/PIVOT; a program's pivot may carry its runtime identifier.
    private static readonly string Pivot = new DirectoryInfo(AppContext.BaseDirectory).Name;
    private static readonly string Binaries = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));

    public static string Silo { get; } = Find("EdgeAigc.Silo");

    public static string Client { get; } = Find("EdgeAigc.Client");

    public static int FreePort() => FreePorts(1);

    /// <summary>The first of so many ports in a row.</summary>
    public static int FreePorts(int count)
    {
        while (true)
        {
            using var first = new TcpListener(IPAddress.Loopback, 0);
            first.Start();
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            if (Enumerable.Range(port + 1, count - 1).All(IsFree))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (Exception exception) when (exception is SocketException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private static string Find(string program) =>
        Directory.EnumerateDirectories(Path.Combine(Binaries, program), Pivot.Split('_')[0] + "*")
            .Select(folder => Path.Combine(folder, program + ".dll")).First(File.Exists);
}
