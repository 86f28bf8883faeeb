using System.Text;
using System.Text.Json;
using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Client.Allocate;

/// <summary>Writes the answer of 'allocate'.</summary>
internal static class AllocationWriter
{
    public static string Write(SlotProblem problem, SlotAllocation answer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("policy", answer.Policy);
            json.WriteNumber("totalUtility", answer.TotalUtility);
            json.WriteNumber("upperBound", answer.UpperBound);
            json.WriteNumber("relativeGap", answer.RelativeGap);
            json.WriteNumber("elapsedMicroseconds", answer.Elapsed.TotalMicroseconds);
            json.WriteStartArray("allocations");
            for (var i = 0; i < answer.Requests.Count; i++)
                Write(json, problem, problem.Requests[i], answer.Requests[i]);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, SlotProblem problem, SlotRequest request, in RequestAllocation given)
    {
        json.WriteStartObject();
        json.WriteString("id", given.Id);
        json.WriteBoolean("accepted", given.Accepted);
        json.WriteNumber("steps", given.Steps);
        json.WriteNumber("share", given.Share);
        json.WriteNumber("finishSeconds", given.FinishSeconds);
        json.WriteNumber("quality", given.Quality);
        json.WriteNumber("utility", given.Utility);
        if (!given.Accepted)
            json.WriteString("reason", Reason(problem, request, given.Rejection));
        json.WriteEndObject();
    }

    private static string Reason(SlotProblem problem, SlotRequest request, Rejection rejection)
    {
        var fewest = request.Quality[0].Steps;
        return FormattableString.Invariant(rejection switch
        {
            Rejection.DeadlineUnreachable =>
                $"With {fewest} steps and the whole link it finishes at {request.FinishSeconds(fewest, problem.EgressBitsPerSecond):0.####} s, after its deadline of {request.DeadlineSeconds:0.####} s.",
            Rejection.ComputeTooSmall =>
                $"Its {fewest} steps take {fewest * request.StepSeconds:0.####} s of compute; the slot has {problem.ComputeSeconds:0.####} s.",
            Rejection.NotWorthServing => $"Even alone on the node it would be worth no more than its rejectUtility of {request.RejectUtility:0.####}.",
            _ => (FormattableString)$"Other requests make better use of the node's compute and link.",
        });
    }
}
