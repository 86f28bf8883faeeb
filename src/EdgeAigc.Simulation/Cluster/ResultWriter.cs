using EdgeAigc.Core.Placement;
using EdgeAigc.Simulation.Cluster.Results;

namespace EdgeAigc.Simulation.Cluster;

/// <summary>Sums up a run.</summary>
internal sealed class ResultWriter(ClusterScenario scenario, ClusterRun run, RunRecorder recorder, ClusterFleet fleet)
{
    private const double Tail = 0.95;

    public ClusterResult Write(double end, long simulated, double wallSeconds)
    {
        var (total, frames) = (recorder.Total, recorder.Rows());
        var plans = frames.Where(frame => frame.PlanGap is not null).ToArray();
        var delivered = total.Served + total.Cloud;
        return new()
        {
            StageOne = run.StageOne,
            StageTwo = run.StageTwo,
            Seed = run.Seed,
            Requests = total.Requests,
            Served = total.Served,
            Cloud = total.Cloud,
            Rejected = total.Rejected,
            MeanUtility = OutcomeSums.Mean(total.Utility, total.Requests),
            MeanDelaySeconds = OutcomeSums.Mean(total.Delay, delivered),
            P95DelaySeconds = recorder.Delays.Quantile(Tail),
            MeanQuality = OutcomeSums.Mean(total.Quality, delivered),
            MeanSteps = OutcomeSums.Mean(total.Steps, total.Served),
            HitRatio = OutcomeSums.Mean(total.Hits, total.Requests),
            CloudRatio = OutcomeSums.Mean(total.Cloud, total.Requests),
            RejectRatio = OutcomeSums.Mean(total.Rejected, total.Requests),
            BrokenPromiseRatio = OutcomeSums.Mean(total.Broken, total.Served),
            DiskLoads = recorder.LoadsFrom(LoadSource.Disk),
            PeerLoads = recorder.LoadsFrom(LoadSource.Peer),
            OriginLoads = recorder.LoadsFrom(LoadSource.Origin),
            MovedBytes = frames.Sum(frame => frame.MovedBytes),
            Utilization = end > 0 ? fleet.Nodes.Sum(state => state.Node.WorkedSeconds) / (end * scenario.Nodes.Count) : 0,
            PeakMemoryUse = fleet.Nodes.Max(state => state.Memory.PeakUse),
            EndSeconds = end,
            Plans = plans.Length,
            MeanPlanGap = plans.Length > 0 ? plans.Average(frame => frame.PlanGap) : null,
            SecondsPerPlan = plans.Length > 0 ? plans.Average(frame => frame.PlanSeconds) : null,
            MicrosecondsPerBid = fleet.Decisions.MicrosecondsPerBid,
            WallSeconds = wallSeconds,
            SimulatedRequests = simulated,
            Frames = frames,
        };
    }
}
