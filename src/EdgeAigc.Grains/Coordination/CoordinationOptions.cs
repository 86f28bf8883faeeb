using System.ComponentModel.DataAnnotations;
using EdgeAigc.Core.Placement;

namespace EdgeAigc.Grains.Coordination;

/// <summary>Settings of stage one.</summary>
public sealed class CoordinationOptions
{
    /// <summary>Name of the policy that plans nothing: each node keeps what its own requests bring in.</summary>
    public const string Off = "off";

    /// <summary>The policy that places models, one of <see cref="PlacementPolicyNames"/>, or <see cref="Off"/>; the same on every node.</summary>
    /// <value>Default <c>market</c>.</value>
    [Required]
    [AllowedValues(PlacementPolicyNames.Market, PlacementPolicyNames.Static, PlacementPolicyNames.Random, PlacementPolicyNames.Learned, Off,
        ErrorMessage = "There are market, static, random, t2drl and off.")]
    public string Policy { get; set; } = PlacementPolicyNames.Market;

    /// <summary>Weight file of <see cref="PlacementPolicyNames.Learned"/>; the same on every node, as any may have to plan.</summary>
    /// <value>Default empty: none.</value>
    public string Weights { get; set; } = "";

    /// <summary>Length of a frame in seconds.</summary>
    /// <value>Default 30; from 0.05 to 86,400.</value>
    [Range(0.05, 86_400)]
    public double FrameSeconds { get; set; } = 30;

    /// <summary>Time in seconds between two heartbeats of a silo to the Coordinator; 0 sends none, and then nothing but a request brings a
    /// Coordinator back whose silo died.</summary>
    /// <value>Default 2; from 0 to 60.</value>
    [Range(0.0, 60)]
    public double HeartbeatSeconds { get; set; } = 2;

    /// <summary>Time in seconds that a frame waits for a node's report; nodes answer out of memory.</summary>
    /// <value>Default 2; from 0.01 to 60.</value>
    [Range(0.01, 60)]
    public double AnswerSeconds { get; set; } = 2;

    /// <summary>Folder that keeps the Coordinator's state over restarts; a relative path counts from the program's folder. Silos of one
    /// cluster may share it; clusters may not.</summary>
    /// <value>Default empty: <c>state</c>.</value>
    public string StatePath { get; set; } = "";

    /// <summary>Time in seconds after which past demand counts for a third.</summary>
    /// <value>Default 600; from 1 to 1,000,000.</value>
    [Range(1.0, 1_000_000)]
    public double MemorySeconds { get; set; } = 600;

    /// <summary>Delay in seconds of serving a request on another node than the one it entered by.</summary>
    /// <value>Default 0.005; from 0 to 60.</value>
    [Range(0.0, 60)]
    public double ForwardSeconds { get; set; } = 0.005;

    /// <summary>Utility per second of the plan that each second of loading must repay. More makes for fewer moves.</summary>
    /// <value>Default 0.01; from 0 to 1,000.</value>
    [Range(0.0, 1000)]
    public double SwitchCostPerSecond { get; set; } = 0.01;

    /// <summary>Part of a node's time that is planned.</summary>
    /// <value>Default 0.9; from 0.01 to 1.</value>
    [Range(0.01, 1)]
    public double MaxUtilization { get; set; } = 0.9;

    /// <summary>When planning stops with the best plan so far, in seconds.</summary>
    /// <value>Default 1; from 0.001 to 600.</value>
    [Range(0.001, 600)]
    public double TimeBudgetSeconds { get; set; } = 1;

    /// <summary>Failure domain of this node, such as a rack or a room; second copies of a model rather stand in another one.</summary>
    /// <value>Default empty: none.</value>
    public string Zone { get; set; } = "";

    /// <summary>Copies that the cluster keeps of a model, by its name, whatever the demand; as many as nodes can hold it where there are fewer.
    /// The same on every node.</summary>
    public Dictionary<string, int> MinReplicas { get; } = new(StringComparer.Ordinal);

    /// <summary>Nodes on which no plan places a model, by its name. The same on every node.</summary>
    public Dictionary<string, string[]> Exclusions { get; } = new(StringComparer.Ordinal);

    /// <summary>Share of a node's time that may go into loads for requests which displace other models. Beyond it requests for models that are
    /// not in memory are sent on to other nodes, and served all the same where all of them refuse.</summary>
    /// <value>Default 0.25; from 0 to 1.</value>
    [Range(0.0, 1)]
    public double ChurnShare { get; set; } = 0.25;

    /// <summary>Seconds of such loads that a quiet node saves up.</summary>
    /// <value>Default 60; from 0 to 86,400.</value>
    [Range(0.0, 86_400)]
    public double ChurnSavedSeconds { get; set; } = 60;

    /// <summary>Time in seconds until a load that failed is tried again on that node; it doubles with each failure, up to an hour.</summary>
    /// <value>Default 60; from 0.001 to 3,600.</value>
    [Range(0.001, 3600)]
    public double RetrySeconds { get; set; } = 60;

    /// <summary><see cref="StatePath"/> as an absolute path.</summary>
    public string FullStatePath => Path.GetFullPath(StatePath.Length == 0 ? "state" : StatePath, AppContext.BaseDirectory);
}
