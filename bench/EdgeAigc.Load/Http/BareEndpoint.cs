using System.Net;
using EdgeAigc.Onnx;
using EdgeAigc.Onnx.Schema;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace EdgeAigc.Load.Http;

/// <summary>What one would write without this project: an endpoint that calls ONNX Runtime, here on a graph that copies 4 numbers.</summary>
internal sealed class BareEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly InferenceSession _session;

    private BareEndpoint(WebApplication app, InferenceSession session) => (_app, _session, Address) = (app, session, new(app.Urls.Single()));

    public Uri Address { get; }

    public static async Task<BareEndpoint> StartAsync()
    {
        var session = new InferenceSession(Copy());
        var image = new byte[4096];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapPost("/v1/images/generations", (Order order) =>
        {
            using var input = OrtValue.CreateTensorValueFromMemory(new float[] { order.Prompt?.Length ?? 0, 1, 2, 3 }, [4]);
            using var run = new RunOptions();
            using var outputs = session.Run(run, ["x"], [input], ["y"]);
            return Results.Json(new { created = 0, data = new[] { new { b64_json = image, first = outputs[0].GetTensorDataAsSpan<float>()[0] } } });
        });
        await app.StartAsync();
        return new(app, session);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _session.Dispose();
    }

    private static byte[] Copy()
    {
        var graph = new GraphBuilder("copy");
        graph.Output("y", graph.Node("Identity", [graph.Input("x", TensorProto.Types.DataType.Float, "4")]), TensorProto.Types.DataType.Float, "4");
        return graph.Build().ToByteArray();
    }

    private sealed record Order(string? Prompt);
}
