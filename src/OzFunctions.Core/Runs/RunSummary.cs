using System.Globalization;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Core.Runs;

/// <summary>Describes the progress of a run of any kind for the log.</summary>
internal static class RunSummary
{
    /// <summary>Describes a running run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="waitsFor">Why its next step is delayed, as a sentence; null when it is not.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>One or two sentences.</returns>
    public static string OfProgress(Run run, string? waitsFor, DateTimeOffset now) =>
        $"{NameOf(run)}: {Done(run)}, after {Since(run, now)}. {waitsFor}".TrimEnd();

    /// <summary>Describes a run that has ended or waits.</summary>
    public static string OfEnd(Run run, DateTimeOffset now)
    {
        var state = run.State switch
        {
            RunState.Failed => "failed",
            RunState.Waiting => run.StoppedBy is { } limit ? $"met {limit} and waits for the next run" : "waits for the next run",
            _ => run.StoppedBy is { } limit ? $"stopped at {limit}" : "finished",
        };
        return $"{NameOf(run)} {state} after {Since(run, now)}: {Done(run)}; started by '{run.By}'{AskedFor(run)}. {run.Error}".TrimEnd();
    }

    private static string NameOf(Run run)
    {
        var name = run.Id.Kind switch
        {
            RunKinds.Reconcile => "Reconciliation",
            RunKinds.Erase => "Erasing",
            RunKinds.Retention => "Retention",
            RunKinds.Release => "Release",
            RunKinds.Enable => "Enabling",
            RunKinds.Replay => "Replay",
            var other => other,
        };
        return $"{name} {run.Id}";
    }

    private static string Done(Run run)
    {
        var counts = run.Counts.Where(static count => count.Value > 0).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value:N0} {WordOf(run.Id.Kind, count.Key)}"));
        return string.Join(", ", counts.DefaultIfEmpty("nothing done"));
    }

    private static string WordOf(string kind, string count) => count switch
    {
        ReconciliationCounts.Scanned when kind is RunKinds.Reconcile => "polled",
        ReconciliationCounts.UnknownAtOz => "unknown at Oz",
        ReconciliationCounts.GivenUp => "given up",
        ReconciliationCounts.MissingHere => "missing here",
        _ => count,
    };

    private static string AskedFor(Run run) =>
        run.Parameters.Count == 0 ? "" : $" ({string.Join(", ", run.Parameters.Select(static asked => $"{asked.Key} {ValueOf(asked.Value)}"))})";

    private static string ValueOf(string asked) => bool.TryParse(asked, out var isTrue) ? (isTrue ? "true" : "false") : asked;

    private static string Since(Run run, DateTimeOffset now) => TimeSpan.FromSeconds(Math.Floor((now - run.StartedAt).TotalSeconds)).ToString("c", CultureInfo.InvariantCulture);
}
