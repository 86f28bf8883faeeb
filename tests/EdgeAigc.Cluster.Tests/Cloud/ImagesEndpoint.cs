using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace EdgeAigc.Cluster.Tests.Cloud;

/// <summary>An images endpoint as a cloud has it, on this machine.</summary>
internal sealed class ImagesEndpoint : IAsyncDisposable
{
    public static readonly byte[] Image = [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3];

    private readonly HttpListener _listener;
    private readonly Task _serving;

    public ImagesEndpoint()
    {
        (_listener, Address) = Listen();
        _serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>Status of the next answers.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Bodies of the requests.</summary>
    public List<JsonNode> Requests { get; } = [];

    /// <summary>Their Authorization headers.</summary>
    public List<string?> Authorizations { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private static (HttpListener Listener, string Address) Listen()
    {
        while (true)
        {
            string address;
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/v1";
            }

            var listener = new HttpListener();
            listener.Prefixes.Add(address + "/");
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException)
            {
                // Somebody took the port in between.
                listener.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var call = await _listener.GetContextAsync();
                Requests.Add(JsonNode.Parse(call.Request.InputStream)!);
                Authorizations.Add(call.Request.Headers["Authorization"]);
                call.Response.StatusCode = Status;
                call.Response.ContentType = "application/json";
                var body = Status == 200
                    ? new JsonObject { ["created"] = 0, ["data"] = new JsonArray(new JsonObject { ["b64_json"] = Convert.ToBase64String(Image) }) }
                    : new JsonObject { ["error"] = new JsonObject { ["message"] = "no" } };
                await call.Response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()));
                call.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
