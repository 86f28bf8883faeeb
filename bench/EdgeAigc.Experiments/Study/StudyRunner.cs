using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using EdgeAigc.Simulation.Study;

namespace EdgeAigc.Experiments.Study;

/// <summary>Runs what a study still lacks, several rows at a time. What a row holds does not depend on how many.</summary>
internal sealed class StudyRunner(StudyFile study, IStudyKind kind, ResultsFile results, TimeProvider time)
{
    private const string Oracle = "oracle";
    private const int FingerprintLength = 12;

    /// <summary>Runs, and leaves the rows in order.</summary>
    /// <param name="jobs">Rows at a time.</param>
    /// <param name="replace">Whether rows of another study are replaced instead of refused.</param>
    /// <param name="onRow">Told of each row: it, rows done, rows to do. Not called by two threads at once.</param>
    /// <param name="cancellation">Stops after the rows that are being made; they are kept.</param>
    /// <exception cref="StudyFileException">The results are of another study.</exception>
    public IReadOnlyList<StudyRow> Run(int jobs, bool replace, Action<RowKey, int, int> onRow, CancellationToken cancellation)
    {
        var units = Units();
        var kept = Keep(units, results.Read(), replace);
        results.Replace(kept);
        var missing = units.Where(unit => !kept.Exists(row => row.Key == unit.Key)).ToArray();
        var (gate, done) = (new Lock(), 0);
        void Make(Unit unit)
        {
            results.Add(new(unit.Key, unit.Settings, Outcome(unit)));
            lock (gate)
                onRow(unit.Key, ++done, missing.Length);
        }

        try
        {
            Parallel.ForEach(missing, new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation }, Make);
        }
        catch (AggregateException faults)
        {
            ExceptionDispatchInfo.Throw(faults.InnerExceptions[0]);
        }

        var rows = results.Read().ToDictionary(row => row.Key);
        StudyRow[] ordered = [.. units.Select(unit => WithRegret(rows[unit.Key], rows))];
        results.Replace(ordered);
        return ordered;
    }

    private StudyOutcome Outcome(Unit unit)
    {
        try
        {
            return unit.Run.Run(unit.Key.Policy, unit.Key.Seed, time);
        }
        catch (InvalidDataException fault)
        {
            throw new StudyFileException($"{unit.Key}: {fault.Message}", fault);
        }
    }

    private Unit[] Units() => [.. StudyPoint.All(study, kind).SelectMany(point =>
    {
        var run = kind.Open(study, point);
        return study.Policies.SelectMany(policy => study.Seeds.Select(seed =>
            new Unit(new(policy, seed, point.Scenario.Name, point.Sweep, point.Value), Fingerprint(run.Inputs(policy, seed)), run)));
    })];

    // A row that did not apply is tried again: weights may have come.
    private List<StudyRow> Keep(Unit[] units, List<StudyRow> rows, bool replace)
    {
        var wanted = units.ToDictionary(unit => unit.Key, unit => unit.Settings);
        StudyRow[] ran = [.. rows.Where(row => row.HasRun)];
        StudyRow[] others = [.. ran.Where(row => wanted.GetValueOrDefault(row.Key) != row.Settings)];
        if (others.Length > 0 && !replace)
        {
            throw new StudyFileException(
                $"{results.Path}: {others.Length} of {ran.Length} rows are of another study or of other weights, the first is '{others[0].Key}'; " +
                "--replace drops them and runs what is missing, --out names another folder.");
        }

        return [.. ran.Except(others).DistinctBy(row => row.Key)];
    }

    private static StudyRow WithRegret(StudyRow row, Dictionary<RowKey, StudyRow> rows) =>
        row.HasRun && rows.TryGetValue(row.Key with { Policy = Oracle }, out var oracle)
            ? row with { Regret = (oracle.Outcome.Utility - row.Outcome.Utility) / Math.Abs(oracle.Outcome.Utility) }
            : row;

    private static string Fingerprint(string inputs) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(inputs)))[..FingerprintLength];

    private sealed record Unit(RowKey Key, string Settings, IStudyRun Run);
}
