using System.Globalization;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>Starts retention runs. Over all processes, only one is active at a time.</summary>
/// <param name="exclusive">Ensures that there is only one.</param>
/// <param name="starter">Creates runs.</param>
public sealed class RetentionStarter(ExclusiveRuns exclusive, RunStarter starter)
{
    /// <summary>The run parameter that holds the retention time in days.</summary>
    internal const string Days = nameof(Days);

    /// <summary>The run parameter that tells whether a person confirmed that our clock is right.</summary>
    internal const string ClockConfirmed = nameof(ClockConfirmed);

    /// <summary>Starts a run, unless one is active or another process has handled this occurrence of the schedule.</summary>
    /// <param name="days">The retention time, in days.</param>
    /// <param name="isClockConfirmed">
    /// Whether a person confirmed that our clock is right, so that this run trusts it whatever the storage's clock shows.
    /// </param>
    /// <param name="by">The name of the admin key, or <see cref="RunStarter.Schedule"/>.</param>
    /// <param name="occurrence">
    /// The occurrence of the schedule, UTC; null for a person's request, or when the host ensures that only one process handles each
    /// occurrence.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation; the run may still have been started.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task<ExclusiveStart> TryStartAsync(int days, bool isClockConfirmed, string by, DateTimeOffset? occurrence, CancellationToken cancellationToken)
    {
        var parameters = new Dictionary<string, string> { [Days] = days.ToString(CultureInfo.InvariantCulture), [ClockConfirmed] = isClockConfirmed.ToString() };
        return exclusive.TryStartAsync(RunKinds.Retention, occurrence, (named, last) => Next(parameters, by, RetentionProgress.TryRead(last?.Cursor) ?? RetentionProgress.TryRead(named?.Progress)), cancellationToken);
    }

    private Run Next(Dictionary<string, string> parameters, string by, RetentionProgress? before) =>
        starter.New(RunKinds.Retention, by, parameters) with { Cursor = $"{new RetentionProgress(RetentionPhase.Clocks) { Agreed = before?.Agreed }}" };
}
