using OzFunctions.Core.Webhooks;

namespace OzFunctions.Core.Reconciliation;

/// <summary>The outcome of a refresh: polling Oz for a folder and applying the answer.</summary>
/// <param name="Ingest">The result of applying the answer; null when nothing was applied.</param>
/// <param name="IsUnknown">Whether the folder does not exist at Oz.</param>
/// <param name="Wait">The minimum delay before the next poll when Oz is unavailable; otherwise null.</param>
/// <param name="AnswerTime">The latest time in Oz's answer, UTC.</param>
public sealed record RefreshOutcome(IngestResult? Ingest = null, bool IsUnknown = false, TimeSpan? Wait = null, DateTimeOffset? AnswerTime = null)
{
    /// <summary>Whether the poll was skipped, for the sole reason that too many other polls are in progress.</summary>
    public bool IsBusy { get; init; }
}
