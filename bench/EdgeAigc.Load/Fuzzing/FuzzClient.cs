using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeAigc.Load.Fuzzing;

/// <summary>Sends bytes over a connection of their own and reads the status of the answer.</summary>
internal static class FuzzClient
{
    private const int StatusEnd = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Whether an answer is a defect: any 5xx but 503, and 505, by which the web server refuses versions of HTTP that there are not.</summary>
    public static bool IsDefect(int status) => status is >= 500 and not (503 or 505);

    /// <summary>The status; 0 when the server closed the connection without a word.</summary>
    /// <exception cref="OperationCanceledException">No answer came, and the connection stayed open.</exception>
    public static async Task<int> SendAsync(IPEndPoint server, FuzzRequest request)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, patience.Token);
        var reply = new byte[4096];
        var read = 0;
        try
        {
            await socket.SendAsync(request.Bytes, patience.Token);
            var answer = socket.ReceiveAsync(reply, patience.Token).AsTask();
            // A server that waits for more than was sent is told that this was all; told at once, it would take the caller for gone.
            if (await Task.WhenAny(answer, Task.Delay(Pause, TimeProvider.System, patience.Token)) != answer)
                socket.Shutdown(SocketShutdown.Send);
            // The status is enough; a connection that the server would keep is closed here.
            for (var count = await answer; count > 0; count = read < StatusEnd ? await socket.ReceiveAsync(reply.AsMemory(read), patience.Token) : 0)
                read += count;
        }
        catch (SocketException)
        {
            // Cut off: what came until then counts.
        }

        var text = Encoding.Latin1.GetString(reply, 0, read);
        return text.Length >= StatusEnd && text.StartsWith("HTTP/1.", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(StatusEnd - 3, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 0;
    }
}
