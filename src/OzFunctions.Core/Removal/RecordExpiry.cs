using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>Removes all expired records that are not part of a folder.</summary>
/// <param name="expired">Removes expired records.</param>
/// <param name="ledger">The active runs, which are kept.</param>
/// <param name="spans">The unfinished runs over spans, which are kept.</param>
public sealed class RecordExpiry(IExpiredRecords expired, IRunLedger ledger, ISpanLedger spans)
{
    /// <summary>Removes some records.</summary>
    /// <param name="before">Records from before this time expire, UTC.</param>
    /// <param name="from">The continuation that an earlier call returned; null for the first call.</param>
    /// <param name="counts">The run's counts.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>The continuation; null at the end.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not a continuation that an earlier call returned.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<string?> RemoveSomeAsync(DateTimeOffset before, string? from, RunCounts counts, CancellationToken cancellationToken)
    {
        var named = await Task.WhenAll(RunKinds.All.Select(kind => ledger.FindAsync(kind, cancellationToken)));
        var undone = (await spans.FindAsync(cancellationToken))?.Value ?? [];
        var kept = named.OfType<Stored<RunLedger>>().Select(static entry => entry.Value.Run).Concat(undone).ToList();
        var some = await expired.RemoveSomeAsync(before, kept, from, cancellationToken);
        counts.Add(EraseStep.Rows, some.Rows);
        return some.Next;
    }
}
