using System.Diagnostics.Metrics;
using EdgeAigc.Contracts.Negotiation;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Negotiation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Cluster.Tests.Negotiation;

public sealed class NodeNegotiatorTests
{
    private static readonly ModelFolder Model = new()
    {
        Name = "m",
        Path = "m",
        PipelineClass = "p",
        SchedulerClass = "s",
        Curves = ScriptedCurves.Of("m", new(), "scripted"),
    };

    [Fact]
    public async Task Negotiate_DefectAnywhereInASlot_FailsThatSlotOnly()
    {
        var failed = 0;
        for (var call = 1; call <= 12; call++)
        {
            await using var engine = new ScriptedEngine("node", [Model]);
            var time = new FailingTime();
            var negotiator = new NodeNegotiator(
                engine, new(), Options.Create(new NegotiationOptions()), Options.Create(new EgressLinkOptions()), Metrics(), time, NullLogger<NodeNegotiator>.Instance);
            time.FailAt(call);
            try
            {
                await NegotiateAsync(negotiator, "first");
            }
            catch (InvalidOperationException)
            {
                failed++;
            }

            time.FailAt(0);
            Assert.IsType<NodeOffer>(await NegotiateAsync(negotiator, "next"));
            Assert.Equal(0, negotiator.Waiting);
        }

        Assert.InRange(failed, 2, 12);
    }

    private static Task<BidReply> NegotiateAsync(NodeNegotiator negotiator, string id) => negotiator.NegotiateAsync(
        new() { Id = id, Request = new() { Prompt = "sun", Model = "m", Deadline = TimeSpan.FromSeconds(9) } }, Model, loadSeconds: 0, TestContext.Current.CancellationToken)
        .WaitAsync(EventStreams.Patience, TestContext.Current.CancellationToken);

    private static StageTwoMetrics Metrics() => new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    /// <summary>A clock that breaks once, wherever in a decision it is read.</summary>
    private sealed class FailingTime : TimeProvider
    {
        private int _left;

        public void FailAt(int call) => _left = call;

        public override long GetTimestamp() =>
            --_left == 0 ? throw new InvalidOperationException("The clock broke.") : System.GetTimestamp();
    }
}
