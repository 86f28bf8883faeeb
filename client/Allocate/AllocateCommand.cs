using System.CommandLine;
using System.CommandLine.Parsing;
using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Client.Allocate;

/// <summary><c>allocate</c>: what a node would do with the requests of one slot. Needs no cluster.</summary>
internal static class AllocateCommand
{
    private static readonly Option<FileInfo> Problem = new Option<FileInfo>("--problem")
    {
        Description = "JSON file with the node and its requests; 'schema allocate' tells its fields",
        HelpName = "file",
        Required = true,
    }.AcceptExistingOnly();

    private static readonly Option<string> Policy = new Option<string>("--policy")
    {
        Description = $"Who decides: {string.Join(", ", SlotAllocatorNames.All)}",
        HelpName = "name",
        DefaultValueFactory = _ => SlotAllocatorNames.Market,
    }.AcceptOnlyFromAmong([.. SlotAllocatorNames.All]);

    private static readonly Option<TimeSpan?> TimeBudget = new("--time-budget")
    {
        Description = "Seconds after which the best answer so far is taken [until done]",
        HelpName = "seconds",
        CustomParser = ParseSeconds,
    };

    public static Command Create()
    {
        var command = new Command("allocate", "Shares the compute and the link of one node among the requests of one slot, and prints the answer as JSON.")
        {
            Problem, Policy, TimeBudget,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(Problem)!.FullName, parsed.GetValue(Policy)!, parsed.GetValue(TimeBudget), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string path, string policy, TimeSpan? timeBudget, CancellationToken cancellation)
    {
        try
        {
            var problem = SlotProblemReader.Read(await File.ReadAllBytesAsync(path, cancellation));
            var answer = SlotAllocators.Create(policy, new(), TimeProvider.System).Allocate(problem, timeBudget);
            Console.WriteLine(AllocationWriter.Write(problem, answer));
            return ExitCodes.Success;
        }
        catch (Exception exception) when (exception is ProblemFileException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{path}: {exception.Message}");
            return ExitCodes.Invalid;
        }
    }

    private static TimeSpan? ParseSeconds(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (double.TryParse(text, out var seconds) && seconds > 0 && seconds <= TimeSpan.MaxValue.TotalSeconds / 2)
            return TimeSpan.FromSeconds(seconds);
        result.AddError($"--time-budget is '{text}'; it must be a number of seconds above 0.");
        return null;
    }
}
