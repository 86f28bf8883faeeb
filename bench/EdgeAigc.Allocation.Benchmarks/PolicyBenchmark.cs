using System.CommandLine;
using System.Globalization;
using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Allocation.Benchmarks;

/// <summary><c>policies</c>: what each policy makes of the same slots.</summary>
internal static class PolicyBenchmark
{
    public static Command Create()
    {
        var slots = new Option<int>("--slots") { Description = "Random slots", DefaultValueFactory = _ => 50 };
        var count = new Option<int>("--requests") { Description = "Requests of a slot", DefaultValueFactory = _ => 50 };
        var command = new Command("policies", "Utility of every policy on the same random slots.") { slots, count };
        command.SetAction(parsed =>
        {
            var problems = Enumerable.Range(1, parsed.GetValue(slots)).Select(seed => Slots.Create(seed, parsed.GetValue(count), 11)).ToArray();
            Console.WriteLine("| policy | mean utility of a request | accepted | mean quality, accepted | mean finish, s, accepted | median, µs |");
            Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
            foreach (var name in SlotAllocatorNames.All)
                Run(name, problems);
        });
        return command;
    }

    private static void Run(string name, SlotProblem[] problems)
    {
        var allocator = SlotAllocators.Create(name, new(), TimeProvider.System);
        var answers = problems.Select(problem => allocator.Allocate(problem)).ToArray();
        var requests = answers.SelectMany(answer => answer.Requests).ToArray();
        var accepted = requests.Where(request => request.Accepted).ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {requests.Average(request => request.Utility):0.0000} | {accepted.Length / (double)requests.Length:P0} "
            + $"| {accepted.Average(request => request.Quality):0.000} | {accepted.Average(request => request.FinishSeconds):0.000} "
            + $"| {new Quantiles(answers.Select(answer => answer.Elapsed.TotalMicroseconds)).At(0.5):0} |"));
    }
}
