using System.Net.Http.Headers;
using System.Text;

namespace EdgeAigc.Gateway.Tests.Errors;

public sealed class MalformedBodyTests
{
    private const int Bodies = 2000;

    // Bodies made by cutting, swapping and flipping bytes of a good one: each is answered, none is a defect.
    [Fact]
    public async Task Post_MutatedBodies_AreNeverADefect()
    {
        await using var host = await GatewayHost.StartAsync();
        var good = Encoding.UTF8.GetBytes(
            """{"prompt":"sün \ud83d\ude00","n":1,"size":"64x64","seed":12,"quality":"hd","stream":false,"deadline_ms":1e3,"min_quality":0.5}""");
        var random = new Random(20);
        var statuses = new Dictionary<int, int>();
        for (var index = 0; index < Bodies; index++)
        {
            var body = Mutate(good, random);
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await host.Http.PostAsync("/v1/images/generations", content, TestContext.Current.CancellationToken);
            var status = (int)response.StatusCode;
            Assert.True(status is 200 or 400, $"{status} for {Encoding.Latin1.GetString(body)}");
            if (status == 400)
                await response.ErrorAsync();
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
        }

        // Both kinds occurred, so that the mutations are neither harmless nor all fatal.
        Assert.Equal(2, statuses.Count);
    }

    private static byte[] Mutate(byte[] good, Random random)
    {
        var body = good.ToList();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(body.Count);
            switch (random.Next(4))
            {
                case 0:
                    body[at] = (byte)random.Next(256);
                    break;
                case 1:
                    body.RemoveAt(at);
                    break;
                case 2:
                    body.Insert(at, body[random.Next(body.Count)]);
                    break;
                default:
                    body[at] = "\"{}[]:,\\u0-1e."u8[random.Next(14)];
                    break;
            }
        }

        return [.. body];
    }
}
