using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Silo.Configuration;

/// <summary>Finds out before anything starts whether a port is taken, usually by another node on the same machine.</summary>
internal static class PortCheck
{
    /// <exception cref="OptionsValidationException">The port cannot be listened on; names the setting.</exception>
    public static void RequireFree(string setting, string option, IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
        }
        catch (SocketException exception)
        {
            throw new OptionsValidationException(setting, typeof(int),
                [$"{setting} is {port} on {address}: {exception.Message}. Another node may be running; {option} chooses another port."]);
        }
    }
}
