using OzFunctions.Core.Webhooks;

namespace OzFunctions.Core.Reconciliation;

/// <summary>What came of asking Oz about a folder.</summary>
/// <param name="Ingest">What was applied; null when nothing was.</param>
/// <param name="IsUnknown">Whether Oz knows no such folder.</param>
/// <param name="Wait">How long to wait at least before asking again, when Oz could not be asked; else null.</param>
/// <param name="ToldAt">The latest time in what Oz said, UTC.</param>
public sealed record RefreshOutcome(IngestResult? Ingest, bool IsUnknown, TimeSpan? Wait, DateTimeOffset? ToldAt)
{
    /// <summary>Whether Oz could not be asked only because so much else is being asked at this moment.</summary>
    public bool IsBusy { get; init; }
}
