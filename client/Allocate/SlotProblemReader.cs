using System.Text.Json;
using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Client.Allocate;

/// <summary>Reads a slot's problem file.</summary>
internal static class SlotProblemReader
{
    private static readonly NumberField Steps = new("steps", "Denoising steps.") { Minimum = 1, Maximum = int.MaxValue };

    private static readonly string[] NodeNames = [.. SlotFields.NodeNumbers.Select(field => field.Name)];
    private static readonly string[] RequestNames = [SlotFields.Id, .. SlotFields.RequestNumbers.Select(field => field.Name), SlotFields.Quality];

    /// <summary>Reads it.</summary>
    /// <param name="json">Content of the file, UTF-8.</param>
    /// <exception cref="ProblemFileException">It is not what docs/formats.md says; the message names the field.</exception>
    public static SlotProblem Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false });
            return Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new ProblemFileException($"The file is no JSON: {exception.Message}");
        }
    }

    private static SlotProblem Read(JsonElement root)
    {
        var file = new JsonFields(root, "", [SlotFields.Node, SlotFields.Requests]);
        var node = new JsonFields(file.Get(SlotFields.Node), SlotFields.Node, NodeNames);
        return new()
        {
            EgressBitsPerSecond = node.Required(SlotFields.Egress),
            ComputeSeconds = node.Required(SlotFields.Compute),
            ReferenceSeconds = node.Required(SlotFields.Reference),
            Requests = ReadRequests(file),
        };
    }

    private static List<SlotRequest> ReadRequests(JsonFields file)
    {
        var requests = new List<SlotRequest>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var element in file.List(SlotFields.Requests))
        {
            var path = $"{SlotFields.Requests}[{requests.Count}]";
            var request = ReadRequest(new(element, path, RequestNames));
            if (!places.TryAdd(request.Id, requests.Count))
                throw new ProblemFileException($"{path}.{SlotFields.Id} is '{request.Id}', as is that of {SlotFields.Requests}[{places[request.Id]}]; ids are unique.");
            requests.Add(request);
        }

        return requests;
    }

    private static SlotRequest ReadRequest(JsonFields fields) => new()
    {
        Id = fields.Text(SlotFields.Id),
        Weight = fields.Required(SlotFields.Weight),
        LatencyPreference = fields.Required(SlotFields.LatencyPreference),
        WaitSeconds = fields.Required(SlotFields.Wait),
        FixedSeconds = fields.Required(SlotFields.Fixed),
        StepSeconds = fields.Required(SlotFields.Step),
        PayloadBits = fields.Required(SlotFields.Payload),
        MaxRateBitsPerSecond = fields.Number(SlotFields.MaxRate) ?? double.PositiveInfinity,
        DeadlineSeconds = fields.Number(SlotFields.Deadline) ?? double.PositiveInfinity,
        RejectUtility = fields.Required(SlotFields.Reject),
        Quality = ReadQuality(fields),
    };

    private static StepQuality[] ReadQuality(JsonFields fields)
    {
        var path = fields.PathOf(SlotFields.Quality);
        var levels = new SortedDictionary<int, double>();
        foreach (var element in fields.List(SlotFields.Quality))
        {
            var place = $"{path}[{levels.Count}]";
            JsonElement[] pair = [.. JsonFields.List(element, place)];
            if (pair.Length != 2)
                throw new ProblemFileException($"{place} has {pair.Length} values; it must have two, steps and quality.");
            var steps = JsonFields.Number(pair[0], $"{place}[0]", Steps);
            if (steps != Math.Floor(steps))
                throw new ProblemFileException($"{place}[0] is {pair[0].GetRawText()}; it must be a whole number.");
            if (!levels.TryAdd((int)steps, JsonFields.Number(pair[1], $"{place}[1]", SlotFields.Level)))
                throw new ProblemFileException($"{place}[0] is {(int)steps}, which is there already; each number of steps comes once.");
        }

        return levels.Count > 0 ? [.. levels.Select(level => new StepQuality(level.Key, level.Value))] : throw new ProblemFileException($"{path} is empty; it must have at least one level.");
    }
}
