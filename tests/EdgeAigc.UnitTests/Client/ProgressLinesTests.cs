using EdgeAigc.Client.Generate;
using EdgeAigc.Contracts.Generation;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.UnitTests.Client;

public sealed class ProgressLinesTests
{
    [Fact]
    public void Show_ManyFastSteps_AtMostOneLineASecond()
    {
        var time = new FakeTimeProvider();
        using var output = new StringWriter();
        var lines = new ProgressLines(time, output);
        lines.Show(new GenerationAccepted("noto-emoji", "node-0"));
        for (var step = 1; step <= 30; step++)
        {
            lines.Show(new DenoisingStep(step, 30));
            time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(
            ["node-0 takes the request for noto-emoji", "denoising step 1 of 30", "denoising step 11 of 30", "denoising step 21 of 30"],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
