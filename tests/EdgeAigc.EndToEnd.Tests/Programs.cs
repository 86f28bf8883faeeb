using System.Net;
using System.Net.Sockets;

namespace EdgeAigc.EndToEnd.Tests;

/// <summary>Where the programs under test are, and ports that nobody uses.</summary>
internal static class Programs
{
    private const int FirstPort = 12_000;
    private const int PortCount = 10_000;

    // Tests lie in artifacts/bin/PROJECT/PIVOT; a program's pivot may carry its runtime identifier.
    private static readonly string Pivot = new DirectoryInfo(AppContext.BaseDirectory).Name;
    private static readonly string Binaries = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));

    // Two runs of the tests at once start at different ports.
    private static int _portsGiven = Environment.ProcessId % (PortCount / 64) * 64;

    public static string Silo { get; } = Find("EdgeAigc.Silo");

    public static string Client { get; } = Find("EdgeAigc.Client");

    /// <summary>A port that nobody listens on and that no later call gives away.</summary>
    public static int FreePort() => FreePorts(1);

    /// <summary>The first of so many ports in a row.</summary>
    /// <remarks>
    /// Below the ports that systems hand out to connections (32768 and up on Linux, 49152 elsewhere): one of those may be taken
    /// by a connection between this call and the start of the program that is told of it.
    /// </remarks>
    public static int FreePorts(int count)
    {
        while (true)
        {
            var first = FirstPort + ((Interlocked.Add(ref _portsGiven, count) - count) % (PortCount - count));
            if (Enumerable.Range(first, count).All(IsFree))
                return first;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Any, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Find(string program) =>
        Directory.EnumerateDirectories(Path.Combine(Binaries, program), Pivot.Split('_')[0] + "*")
            .Select(folder => Path.Combine(folder, program + ".dll")).First(File.Exists);
}
