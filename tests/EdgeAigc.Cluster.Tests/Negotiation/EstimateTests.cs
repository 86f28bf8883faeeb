using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Negotiation;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Negotiation;

namespace EdgeAigc.Cluster.Tests.Negotiation;

/// <summary>What a node expects of a request before it runs.</summary>
public sealed class EstimateTests
{
    private static readonly ModelFolder Model = new()
    {
        Name = "m",
        Path = "m",
        PipelineClass = "p",
        SchedulerClass = "s",
        DefaultWidth = 64,
        DefaultHeight = 64,
        DefaultGuidance = 2,
        WeightBytes = 400_000_000,
    };

    [Theory]
    [InlineData(null, null, null, 1)]
    [InlineData(128, 128, null, 4)]
    [InlineData(null, null, 1.0, 0.5)]
    [InlineData(128, 64, 1.0, 1)]
    public void Work_IsRelativeToAnImageAsItWasMeasured(int? width, int? height, double? guidance, double work) =>
        Assert.Equal(work, Bid(new() { Prompt = "sun", Model = "m", Width = width, Height = height, Guidance = guidance }).Work, 1e-9);

    [Fact]
    public void StepsPart_OfAPictureToStartFrom_IsWorkThatIsLeftOut() =>
        Assert.Equal(0.6, Bid(new() { Prompt = "sun", Model = "m" }, stepsPart: 0.6).Work, 1e-9);

    [Fact]
    public void Deadline_CountsFromTheFirstBid() =>
        Assert.Equal(1.5, Bid(new() { Prompt = "sun", Model = "m", Deadline = TimeSpan.FromSeconds(2) }, elapsed: 0.5).DeadlineSeconds, 1e-9);

    [Theory]
    [InlineData(null, 0, double.PositiveInfinity)]
    [InlineData(2e6, 0, 2e6)]
    [InlineData(null, 1, 1e6)]
    [InlineData(2e6, 1, 1e6)]
    public void MaxRate_IsTheLeastOfWhatWasSaid(double? request, double clientMegabits, double expected) => Assert.Equal(
        expected,
        Bid(new() { Prompt = "sun", Model = "m", MaxRateBitsPerSecond = request }, link: new() { ClientMegabits = clientMegabits }).MaxRateBitsPerSecond);

    [Fact]
    public void Payload_IsLearnedByModelAndFormat()
    {
        var sizes = new PayloadSizes();
        sizes.Observe("m", ImageFormat.Png, pixels: 1000, bits: 20_000);
        sizes.Observe("m", ImageFormat.Png, pixels: 1000, bits: 30_000);

        Assert.Equal(21_000, sizes.Bits("m", ImageFormat.Png, 1000), 1e-6);
        Assert.Equal(new PayloadSizes().Bits("m", ImageFormat.Webp, 1000), sizes.Bits("m", ImageFormat.Webp, 1000));
        Assert.True(sizes.Bits("m", ImageFormat.Jpeg, 1000) < sizes.Bits("other", ImageFormat.Png, 1000));
    }

    [Fact]
    public void Payload_OfAScaledPicture_CountsItsOwnPixels()
    {
        var plain = Bid(new() { Prompt = "sun", Model = "m" });
        Assert.Equal(16 * plain.PayloadBits, Bid(new() { Prompt = "sun", Model = "m", OutputWidth = 256 }).PayloadBits, 1e-6);
        Assert.Equal(8 * plain.PayloadBits, Bid(new() { Prompt = "sun", Model = "m", OutputWidth = 256, OutputHeight = 128 }).PayloadBits, 1e-6);
    }

    [Fact]
    public void LoadTime_IsGuessedBySizeThenLearned()
    {
        var loads = new LoadTimes();
        Assert.Equal(2.15, loads.Of(Model), 1e-9);
        loads.Observe("m", TimeSpan.FromSeconds(4));
        loads.Observe("m", TimeSpan.Zero);
        loads.Observe("m", TimeSpan.FromSeconds(5));
        Assert.Equal(4.3, loads.Of(Model), 1e-9);
    }

    private static Core.Negotiation.Bid Bid(GenerationRequest request, double stepsPart = 1, double elapsed = 0, EgressLinkOptions? link = null) => BidMapping.ToBid(
        new GenerationBid { Id = "bid", Request = request, StepsPart = stepsPart, Elapsed = TimeSpan.FromSeconds(elapsed) }, Model, 0, new(), new(), link ?? new());
}
