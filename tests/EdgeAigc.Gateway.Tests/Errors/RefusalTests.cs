using System.Net;
using System.Text;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Gateway.Tests.Errors;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("prompt", """{}""")]
    [InlineData("prompt", """{"prompt":null}""")]
    [InlineData("prompt", """{"prompt":" "}""")]
    [InlineData("prompt", """{"prompt":["sun"]}""")]
    [InlineData("prompt", """{"prompt":"\ud800"}""")]
    [InlineData("model", """{"prompt":"sun","model":7}""")]
    [InlineData("n", """{"prompt":"sun","n":0}""")]
    [InlineData("n", """{"prompt":"sun","n":11}""")]
    [InlineData("n", """{"prompt":"sun","n":1.5}""")]
    [InlineData("n", """{"prompt":"sun","n":"1"}""")]
    [InlineData("n", """{"prompt":"sun","n":99999999999}""")]
    [InlineData("n", """{"prompt":"sun","n":2,"stream":true}""")]
    [InlineData("size", """{"prompt":"sun","size":"big"}""")]
    [InlineData("size", """{"prompt":"sun","size":"64"}""")]
    [InlineData("size", """{"prompt":"sun","size":"64x-64"}""")]
    [InlineData("size", """{"prompt":"sun","size":"64x64x64"}""")]
    [InlineData("quality", """{"prompt":"sun","quality":"best"}""")]
    [InlineData("response_format", """{"prompt":"sun","response_format":"link"}""")]
    [InlineData("response_format", """{"prompt":"sun","response_format":"url","stream":true}""")]
    [InlineData("output_format", """{"prompt":"sun","output_format":"gif"}""")]
    [InlineData("output_compression", """{"prompt":"sun","output_compression":101}""")]
    [InlineData("output_compression", """{"prompt":"sun","output_format":"webp","output_compression":-1}""")]
    [InlineData("output_compression", """{"prompt":"sun","output_format":"jpeg","output_compression":50.5}""")]
    [InlineData("output_format", """{"prompt":"sun","output_format":"WEBP"}""")]
    [InlineData("n", """{"prompt":"sun","n":2,"stream":true,"partial_images":2}""")]
    [InlineData("background", """{"prompt":"sun","background":"transparent"}""")]
    [InlineData("stream", """{"prompt":"sun","stream":"yes"}""")]
    [InlineData("partial_images", """{"prompt":"sun","stream":true,"partial_images":4}""")]
    [InlineData("seed", """{"prompt":"sun","seed":-1}""")]
    [InlineData("seed", """{"prompt":"sun","seed":9007199254740991}""")]
    [InlineData("num_inference_steps", """{"prompt":"sun","steps":2,"num_inference_steps":3}""")]
    [InlineData("guidance_scale", """{"prompt":"sun","guidance_scale":1e999}""")]
    [InlineData("deadline_ms", """{"prompt":"sun","deadline_ms":0}""")]
    [InlineData("deadline_ms", """{"prompt":"sun","deadline_ms":1e300}""")]
    public async Task Post_WrongValue_NamesTheFieldAndAsksNobody(string field, string body)
    {
        await using var host = await GatewayHost.StartAsync();

        var response = await host.PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = await response.ErrorAsync();
        Assert.Equal((field, "invalid_parameter", "invalid_request_error"),
            (error["param"]!.GetValue<string>(), error["code"]!.GetValue<string>(), error["type"]!.GetValue<string>()));
        Assert.StartsWith(field + " ", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(host.Cluster.Asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"sun\"")]
    [InlineData("{\"prompt\":\"sun\"} x")]
    [InlineData("{'prompt':'sun'}")]
    public async Task Post_NotAJsonObject_IsSaid(string body)
    {
        await using var host = await GatewayHost.StartAsync();

        var response = await host.PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_json", (await response.ErrorAsync())["code"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("0123456789", 200)]
    public async Task Post_IdempotencyKey_HasALength(string key, int status)
    {
        await using var host = await GatewayHost.StartAsync();

        Assert.Equal(status, (int)(await host.PostAsync("""{"prompt":"sun"}""", key)).StatusCode);
        Assert.Equal(400, (int)(await host.PostAsync("""{"prompt":"sun"}""", new string('k', 256))).StatusCode);
    }

    [Theory]
    [InlineData(false, 1024, 200)]
    [InlineData(false, 1025, 413)]
    [InlineData(true, 1024, 200)]
    [InlineData(true, 1025, 413)]
    [InlineData(false, 5_000_000, 413)]
    [InlineData(true, 5_000_000, 413)]
    public async Task Post_LargeBody_IsRefused(bool isChunked, int bytes, int status)
    {
        await using var host = await GatewayHost.StartAsync(new() { MaxBodyKibibytes = 1 });
        var body = Encoding.ASCII.GetBytes("""{"prompt":"sun"}""".PadRight(bytes));
        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/images/generations") { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new("application/json");
        message.Headers.TransferEncodingChunked = isChunked;

        var response = await host.Http.SendAsync(message, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        if (status == 413)
            Assert.Equal("body_too_large", (await response.ErrorAsync())["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Post_BodyOfTheGreatestDefaultSize_IsRead()
    {
        await using var host = await GatewayHost.StartAsync();

        var response = await host.PostAsync("""{"prompt":"sun"}""".PadRight(new HttpApiOptions().MaxBodyKibibytes * 1024));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task Post_OtherContentType_IsRefused(string? contentType)
    {
        await using var host = await GatewayHost.StartAsync();
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = contentType is null ? null : System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);

        var response = await host.Http.PostAsync("/v1/images/generations", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("unsupported_content_type", (await response.ErrorAsync())["code"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("GET", "/v1/images/generations", 405, "method_not_allowed", "POST")]
    [InlineData("DELETE", "/v1/models", 405, "method_not_allowed", "GET")]
    [InlineData("POST", "/v1/models/x", 405, "method_not_allowed", "GET")]
    [InlineData("GET", "/v1/images/jobs", 405, "method_not_allowed", "POST")]
    [InlineData("DELETE", "/v1/images/jobs/x", 405, "method_not_allowed", "GET")]
    [InlineData("GET", "/v1/images/jobs/x/cancel", 405, "method_not_allowed", "POST")]
    [InlineData("POST", "/v1/images/results/x", 405, "method_not_allowed", "GET")]
    [InlineData("GET", "/v1", 404, "unknown_path", null)]
    [InlineData("POST", "/v1/chat/completions", 404, "unknown_path", null)]
    [InlineData("GET", "/v1/models/a/b", 404, "unknown_path", null)]
    [InlineData("POST", "/v1/images/edits", 404, "unknown_path", null)]
    [InlineData("GET", "/nowhere", 404, "unknown_path", null)]
    [InlineData("POST", "/images/generations", 404, "unknown_path", null)]
    [InlineData("GET", "/openapi/v9.json", 404, "unknown_path", null)]
    [InlineData("GET", "/dashboard/api/nothing", 404, "unknown_path", null)]
    [InlineData("GET", "/dashboard/assets/0/app.js", 404, "unknown_path", null)]
    [InlineData("POST", "/", 405, "method_not_allowed", "GET")]
    [InlineData("DELETE", "/dashboard/api/plan", 405, "method_not_allowed", "GET")]
    [InlineData("POST", "/openapi/v1.json", 405, "method_not_allowed", "GET")]
    public async Task Request_WrongMethodOrPath_IsRefusedInTheSameShape(string method, string path, int status, string code, string? allow)
    {
        await using var host = await GatewayHost.StartAsync();
        using var message = new HttpRequestMessage(new(method), path);

        var response = await host.Http.SendAsync(message, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, (await response.ErrorAsync())["code"]!.GetValue<string>());
        Assert.Equal(allow, response.Content.Headers.Allow.SingleOrDefault());
    }

    [Theory]
    [InlineData(FailureCodes.InvalidParameter, 400, "invalid_request_error", null)]
    [InlineData(FailureCodes.QualityUnreachable, 400, "invalid_request_error", null)]
    [InlineData(FailureCodes.ModelNotFound, 404, "invalid_request_error", null)]
    [InlineData(FailureCodes.DeadlineUnreachable, 408, "invalid_request_error", null)]
    [InlineData(FailureCodes.RequestConflict, 409, "invalid_request_error", null)]
    [InlineData(FailureCodes.Outbid, 429, "rate_limit_error", 1)]
    [InlineData(FailureCodes.QueueFull, 429, "rate_limit_error", 1)]
    [InlineData(FailureCodes.OfferLapsed, 503, "server_error", 1)]
    [InlineData(FailureCodes.NodeUnavailable, 503, "server_error", 5)]
    [InlineData(FailureCodes.ModelTooLarge, 503, "server_error", null)]
    [InlineData(FailureCodes.ModelUnusable, 503, "server_error", null)]
    [InlineData(FailureCodes.InferenceFailed, 500, "server_error", null)]
    [InlineData(FailureCodes.Internal, 500, "server_error", null)]
    public async Task Post_ClusterRefuses_HasStatusTypeAndWhetherToRetry(string code, int status, string type, int? retryAfterSeconds)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Script = _ => [new GenerationFailed(code, "MinQuality", "MinQuality is 2; no.", false, new(TimeSpan.FromMilliseconds(1500), 0.5))];

        var response = await host.PostAsync("""{"prompt":"sun"}""");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(retryAfterSeconds, response.Headers.RetryAfter?.Delta?.TotalSeconds is { } seconds ? (int)seconds : null);
        Assert.Equal(retryAfterSeconds is null ? "false" : "true", Assert.Single(response.Headers.GetValues("X-Should-Retry")));
        var error = await response.ErrorAsync();
        Assert.Equal((code, type, "min_quality", "min_quality is 2; no."),
            (error["code"]!.GetValue<string>(), error["type"]!.GetValue<string>(), error["param"]!.GetValue<string>(), error["message"]!.GetValue<string>()));
        Assert.Equal((1500, 0.5), (error["possible"]!["earliest_ms"]!.GetValue<double>(), error["possible"]!["best_quality"]!.GetValue<double>()));
    }

    [Fact]
    public async Task Post_ClusterIsLost_Is503AndADefectIs500WithoutItsText()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Script = _ => throw new SiloUnavailableException("secret");
        var lost = await host.PostAsync("""{"prompt":"sun"}""");
        host.Cluster.Script = _ => throw new InvalidOperationException("secret");
        var defect = await host.PostAsync("""{"prompt":"sun"}""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.InternalServerError), (lost.StatusCode, defect.StatusCode));
        Assert.DoesNotContain("secret", (await lost.ErrorAsync()).ToJsonString() + (await defect.ErrorAsync()).ToJsonString(), StringComparison.Ordinal);
    }
}
