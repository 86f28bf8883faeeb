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

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Find(string program) =>
        Directory.EnumerateDirectories(Path.Combine(Binaries, program), Pivot.Split('_')[0] + "*")
            .Select(folder => Path.Combine(folder, program + ".dll")).First(File.Exists);
}
