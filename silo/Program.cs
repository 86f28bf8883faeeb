using EdgeAigc.Silo;
using EdgeAigc.Silo.Configuration;
using Microsoft.Extensions.Options;

// The host handles Ctrl-C and SIGTERM itself: it finishes what runs and leaves the cluster properly.
var parsed = SiloCommand.Create(RunAsync).Parse(args);
return parsed.Errors.Count > 0
    ? Refuse(parsed.Errors.Select(error => error.Message))
    : await parsed.InvokeAsync(new() { ProcessTerminationTimeout = null });

static async Task<int> RunAsync(IReadOnlyList<Dictionary<string, string?>> nodes, CancellationToken cancellationToken)
{
    try
    {
        if (nodes is not [var settings])
            return await LocalCluster.RunAsync(nodes, cancellationToken);
        await using var app = Startup.Build(settings);
        await app.RunAsync(cancellationToken);
        return 0;
    }
    catch (OptionsValidationException exception)
    {
        return Refuse(exception.Failures);
    }
}

static int Refuse(IEnumerable<string> reasons)
{
    foreach (var reason in reasons)
        Console.Error.WriteLine($"The node cannot start: {reason}");
    return 2;
}
