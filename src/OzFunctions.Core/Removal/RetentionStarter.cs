using System.Globalization;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>Starts retention runs. Across all processes, only one runs at a time.</summary>
/// <param name="exclusive">Sees to it that there is one.</param>
/// <param name="starter">Makes runs.</param>
public sealed class RetentionStarter(ExclusiveRuns exclusive, RunStarter starter)
{
    /// <summary>The parameter of a run that says how many days things are kept.</summary>
    internal const string Days = nameof(Days);

    /// <summary>The parameter of a run that says whether a person confirmed that our clock is right.</summary>
    internal const string ClockConfirmed = nameof(ClockConfirmed);

    /// <summary>Starts a run, unless one is under way, or another process served this time of the schedule.</summary>
    /// <param name="days">How many days things are kept.</param>
    /// <param name="isClockConfirmed">Whether a person confirmed that our clock is right, so that this run goes by it whatever the storage's says.</param>
    /// <param name="by">The name of the admin key, or <see cref="RunStarter.Schedule"/>.</param>
    /// <param name="occurrence">The time of the schedule, UTC; null when a person asks, or when the host sees to it that one process alone does.</param>
    /// <param name="cancellationToken">Gives up; whether it was started is then unknown.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task<ExclusiveStart> TryStartAsync(int days, bool isClockConfirmed, string by, DateTimeOffset? occurrence, CancellationToken cancellationToken)
    {
        var parameters = new Dictionary<string, string> { [Days] = days.ToString(CultureInfo.InvariantCulture), [ClockConfirmed] = isClockConfirmed.ToString() };
        return exclusive.TryStartAsync(RunKinds.Retention, occurrence, (named, last) => Next(parameters, by, last?.Cursor ?? named?.Progress), cancellationToken);
    }

    private Run Next(Dictionary<string, string> parameters, string by, string? before)
    {
        var agreed = before is null ? null : RetentionProgress.Read(before).Agreed;
        return starter.New(RunKinds.Retention, by, parameters) with { Cursor = $"{new RetentionProgress(RetentionPhase.Clocks) { Agreed = agreed }}" };
    }
}
