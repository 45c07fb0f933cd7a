using System.Globalization;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>One step of removing what is older than it may be kept. Done twice it finds less the second time.</summary>
/// <param name="expired">Finds it.</param>
/// <param name="store">Remembers folders.</param>
/// <param name="removal">Removes folders.</param>
/// <param name="lists">Lists folders.</param>
/// <param name="ledger">Names the runs that must stay.</param>
/// <param name="time">The clock.</param>
public sealed class RetentionStep(IExpiredRecords expired, IFolderStore store, IFolderRemoval removal, FolderLists lists, IRunLedger ledger, TimeProvider time)
{
    // The parameter of the run that says from before when things are removed: the same in all its steps.
    private const string Before = nameof(Before);

    private const int PageSize = 50;

    // The run's counts, as the run shows them. What a killed step had removed is not in them.
    private const string Folders = "folders";
    private const string Rows = "rows";

    // Stands before where the removal of records goes on; a run without it is at the folders.
    private const string Records = "records:";

    // Well within the claim of a step, after which another would begin it anew.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);

    /// <summary>The parameters of a run.</summary>
    /// <param name="before">What was not changed since then is removed, UTC.</param>
    /// <returns>The parameters.</returns>
    public static IReadOnlyDictionary<string, string> Parameters(DateTimeOffset before) =>
        new Dictionary<string, string> { [Before] = before.ToString("O", CultureInfo.InvariantCulture) };

    /// <summary>Takes a run one step further.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Gives up; the step is then done again.</param>
    /// <returns>The run after the step.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    /// <exception cref="InvalidContinuationException">The storage no longer knows where the run stood.</exception>
    public async Task<Run> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var before = DateTimeOffset.Parse(run.Parameters[Before], CultureInfo.InvariantCulture);
        var until = time.GetUtcNow() + Budget;
        var counts = new RunCounts(run.Counts);
        counts.Add(Folders, 0);
        counts.Add(Rows, 0);
        var cursor = run.Cursor;
        do
        {
            cursor = cursor?.StartsWith(Records, StringComparison.Ordinal) is true
                ? await RemoveRecordsAsync(before, cursor, counts, cancellationToken)
                : await RemoveFoldersAsync(before, cursor, counts, cancellationToken);
        }
        while (cursor != "" && time.GetUtcNow() < until);

        return run with { Counts = counts.ToDictionary(), Cursor = cursor, State = cursor == "" ? RunState.Finished : RunState.Running };
    }

    private async Task<string> RemoveFoldersAsync(DateTimeOffset before, string? from, RunCounts counts, CancellationToken cancellationToken)
    {
        var page = await expired.FoldersAsync(before, from, PageSize, cancellationToken);
        foreach (var folder in page.Items)
        {
            if (await RemoveAsync(folder, before, cancellationToken) is { } rows)
            {
                counts.Add(Folders);
                counts.Add(Rows, rows);
            }
        }

        if (page.Next is null)
        {
            // A process that was killed between removing a row and dropping its day's count left nothing else that leads to that day.
            await lists.RecountUntilAsync(DateOnly.FromDateTime(before.UtcDateTime), cancellationToken);
        }

        return page.Next ?? Records;
    }

    private async Task<int?> RemoveAsync(IndexedFolder listed, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(listed.FolderId, cancellationToken);
        var rows = 0;
        if (stored?.Folder is { } folder)
        {
            if (folder.LastSeenAt >= before || await removal.TryRemoveAsync(folder.FolderId, stored.ETag, cancellationToken) is not { } removed)
            {
                return null;
            }

            rows = removed;
        }

        // The lists come last, because they are what leads here again after a crash.
        var indexDay = DateOnly.FromDateTime(listed.FirstSeenAt.UtcDateTime);
        return rows + await lists.RemoveAsync(listed.FolderId, indexDay, stored?.Folder, cancellationToken);
    }

    private async Task<string> RemoveRecordsAsync(DateTimeOffset before, string cursor, RunCounts counts, CancellationToken cancellationToken)
    {
        var named = await Task.WhenAll(RunKinds.All.Select(kind => ledger.FindAsync(kind, cancellationToken)));
        var kept = named.OfType<Stored<RunLedger>>().Select(static entry => entry.Value.Run).ToList();
        var from = cursor.Length > Records.Length ? cursor[Records.Length..] : null;
        var swept = await expired.RemoveSomeAsync(before, kept, from, cancellationToken);
        counts.Add(Rows, swept.Rows);
        return swept.Next is null ? "" : Records + swept.Next;
    }
}
