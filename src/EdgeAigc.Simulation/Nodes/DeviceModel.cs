using EdgeAigc.Core.Batching;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>A model on the simulated device and its jobs.</summary>
internal sealed class DeviceModel
{
    public DeviceModel(DeviceCurves curves, int maxBatchImages)
    {
        Curves = curves;
        Group = new() { MaxSamples = maxBatchImages, Times = curves.Times };
    }

    public DeviceCurves Curves { get; }

    public List<SimulatedJob> Jobs { get; } = [];

    public BatchGroup Group { get; }

    /// <summary>Tells the planner of the jobs.</summary>
    public void FillGroup(double now)
    {
        Group.Candidates.Clear();
        foreach (var job in Jobs)
            Group.Candidates.Add(new(1, job.StepsLeft, job.Due - now - Curves.FixedSeconds, double.PositiveInfinity, job.Order));
    }
}
