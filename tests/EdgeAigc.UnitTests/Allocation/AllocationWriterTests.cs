using System.Text.Json.Nodes;
using EdgeAigc.Client.Allocate;
using EdgeAigc.Core.Allocation;

namespace EdgeAigc.UnitTests.Allocation;

public sealed class AllocationWriterTests
{
    private static readonly string[] Fields = ["policy", "totalUtility", "upperBound", "relativeGap", "elapsedMicroseconds", "allocations"];
    private static readonly string[] AcceptedFields = ["id", "accepted", "steps", "share", "finishSeconds", "quality", "utility"];

    [Fact]
    public void Write_AcceptedAndRejected_HasTheFieldsOfTheFormatInTheOrderOfTheRequests()
    {
        var plain = new SlotRequest { Id = "z", StepSeconds = 0.1, PayloadBits = 1e6, Quality = [new(2, 0.5), new(4, 0.75)] };
        var problem = new SlotProblem
        {
            EgressBitsPerSecond = 1e7,
            ComputeSeconds = 1,
            Requests = [plain, plain with { Id = "late", DeadlineSeconds = 0.25, RejectUtility = -1 }, plain with { Id = "b" }],
        };
        var answer = Allocate.Market(problem);
        var json = JsonNode.Parse(AllocationWriter.Write(problem, answer))!.AsObject();

        Assert.Equal(Fields, json.Select(field => field.Key));
        Assert.Equal((answer.Policy, answer.TotalUtility, answer.UpperBound), (json["policy"]!.GetValue<string>(), json["totalUtility"]!.GetValue<double>(), json["upperBound"]!.GetValue<double>()));
        var allocations = json["allocations"]!.AsArray().Select(allocation => allocation!.AsObject()).ToArray();
        Assert.Equal(["z", "late", "b"], allocations.Select(allocation => allocation["id"]!.GetValue<string>()));
        Assert.Equal(AcceptedFields, allocations[0].Select(field => field.Key));
        Assert.Equal([.. AcceptedFields, "reason"], allocations[1].Select(field => field.Key));
        Assert.Equal((false, 0, 0, -1), (allocations[1]["accepted"]!.GetValue<bool>(), allocations[1]["steps"]!.GetValue<int>(), allocations[1]["share"]!.GetValue<double>(), allocations[1]["utility"]!.GetValue<double>()));
        Assert.Equal("With 2 steps and the whole link it finishes at 0.3 s, after its deadline of 0.25 s.", allocations[1]["reason"]!.GetValue<string>());
        Assert.Equal((4, 0.75), (allocations[2]["steps"]!.GetValue<int>(), allocations[2]["quality"]!.GetValue<double>()));
    }
}
