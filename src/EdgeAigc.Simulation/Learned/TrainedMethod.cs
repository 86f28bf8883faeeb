using System.Text.Json;
using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Learned;

/// <summary>A folder with the weights of both stages of a method, as a finished training leaves it.</summary>
public sealed class TrainedMethod
{
    /// <summary>Weights of stage two.</summary>
    public const string SlotPolicy = "slot.policy";

    /// <summary>Weights of stage one.</summary>
    public const string FramePolicy = "frame.policy";

    /// <summary>What the training took; written last.</summary>
    public const string Summary = "training.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private TrainedMethod(string folder, TrainingSummary training) => (Folder, Training) = (folder, training);

    /// <summary>The methods that can be trained.</summary>
    public static IReadOnlyList<string> Names { get; } = ["t2drl", "t2drl-ddpg", "t2drl-set"];

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>What it took.</summary>
    public TrainingSummary Training { get; }

    /// <summary>Opens a folder; null if there is no finished training in it.</summary>
    public static TrainedMethod? TryOpen(string folder) => File.Exists(Path.Combine(folder, Summary))
        ? new(folder, JsonSerializer.Deserialize<TrainingSummary>(File.ReadAllText(Path.Combine(folder, Summary)), Json)!)
        : null;

    /// <summary>Marks a training as finished.</summary>
    public static void Finish(string folder, TrainingSummary training) =>
        File.WriteAllText(Path.Combine(folder, Summary), JsonSerializer.Serialize(training, Json));

    /// <summary>Stage one.</summary>
    /// <exception cref="InvalidDataException">The weights are of another scenario or damaged.</exception>
    public LearnedCachePolicy Caching(Scenario scenario) => new(scenario, PolicyWeights.Load(Path.Combine(Folder, FramePolicy)));

    /// <summary>Stage two.</summary>
    /// <param name="scenario">Where.</param>
    /// <param name="seed">Seed of its chance.</param>
    /// <exception cref="InvalidDataException">The weights are of another scenario or damaged.</exception>
    public LearnedSlotPolicy Allocation(Scenario scenario, int seed) =>
        new(scenario, Actors.Create(PolicyWeights.Load(Path.Combine(Folder, SlotPolicy))), Training.Temperature, seed);
}
