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

    // The run's count of folders, as the run shows it. What a killed step had removed is not in it.
    private const string Folders = "folders";

    // Stands before where the removal of records goes on; a run without it is at the folders.
    private const string Records = "records:";

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
    public Task<Run> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var before = DateTimeOffset.Parse(run.Parameters[Before], CultureInfo.InvariantCulture);
        var counts = new RunCounts(run.Counts);
        counts.Add(Folders, 0);
        return RemovalLoop.RunAsync(run, counts, time, async cursor => cursor?.StartsWith(Records, StringComparison.Ordinal) is true
            ? await RemovalLoop.SweepAsync(Records, cursor, counts, from => RemoveRecordsAsync(before, from, cancellationToken))
            : await RemoveFoldersAsync(before, cursor, counts, cancellationToken));
    }

    private async Task<string> RemoveFoldersAsync(DateTimeOffset before, string? from, RunCounts counts, CancellationToken cancellationToken)
    {
        var page = await expired.FoldersAsync(before, from, PageSize, cancellationToken);
        foreach (var folder in page.Items)
        {
            if (await RemoveAsync(folder, before, cancellationToken) is { } rows)
            {
                counts.Add(Folders);
                counts.Add(RemovalLoop.Rows, rows);
            }
        }

        if (page.Next is null)
        {
            // A process that was killed between removing a row and dropping its hour's counts left nothing else that leads to that hour.
            await lists.RecountUntilAsync(IndexHour.Of(before), cancellationToken);
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
        return rows + await lists.RemoveAsync(listed.FolderId, listed.IndexHour, stored?.Folder?.EveryMetadata ?? [], cancellationToken);
    }

    private async Task<Swept> RemoveRecordsAsync(DateTimeOffset before, string? from, CancellationToken cancellationToken)
    {
        var named = await Task.WhenAll(RunKinds.All.Select(kind => ledger.FindAsync(kind, cancellationToken)));
        var kept = named.OfType<Stored<RunLedger>>().Select(static entry => entry.Value.Run).ToList();
        return await expired.RemoveSomeAsync(before, kept, from, cancellationToken);
    }
}
