using OzFunctions.Core.Folders;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Compares, for a span, every folder of Oz with ours and every one of ours with Oz's, and changes none.</summary>
/// <param name="oz">Asks Oz.</param>
/// <param name="pages">Reads Oz's lists.</param>
/// <param name="store">Remembers our folders.</param>
/// <param name="index">Lists them.</param>
/// <param name="proof">Remembers what was compared.</param>
/// <param name="time">The clock.</param>
public sealed class ProofStep(OzInquiry oz, OzPages pages, IFolderStore store, IFolderIndex index, IProofStore proof, TimeProvider time)
{
    private const int AtOnce = 8;
    private const int PageSize = 200;

    /// <summary>Goes on with the folders that Oz lists.</summary>
    /// <param name="pass">The step.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>Whether all were compared.</returns>
    /// <exception cref="OzUnavailableException">Oz cannot be asked now.</exception>
    /// <exception cref="OzRefusedException">Oz will not answer, ever.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal Task<bool> CompareAsync(ReconciliationPass pass, CancellationToken cancellationToken) => pages.ReadAsync(
        pass,
        pass.Progress.Span!,
        moved => pass.Progress = pass.Progress with { Span = moved },
        page => ComparePageAsync(pass, page, cancellationToken),
        cancellationToken);

    /// <summary>Goes on with those of ours that were not in Oz's list: either Oz knows them not, or with another time.</summary>
    /// <param name="pass">The step.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>Whether all were compared.</returns>
    /// <exception cref="OzUnavailableException">Oz cannot be asked now.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<bool> CompareOursAsync(ReconciliationPass pass, CancellationToken cancellationToken)
    {
        // A folder may have come to light long after it was created, so all later days are looked through.
        var last = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        while (pass.Progress.Day <= last && !pass.IsTimeUp)
        {
            var page = await index.ListAsync(pass.Progress.Day, FolderFilter.All, pass.Progress.Continuation, PageSize, cancellationToken);
            await CompareOursAsync(pass, page.Items, cancellationToken);
            pass.Progress = page.Next is null
                ? pass.Progress with { Day = pass.Progress.Day.AddDays(1), Continuation = null }
                : pass.Progress with { Continuation = page.Next };
        }

        return pass.Progress.Day > last;
    }

    private async Task ComparePageAsync(ReconciliationPass pass, OzPage page, CancellationToken cancellationToken)
    {
        // One that cannot even be named is counted, and has no row.
        Count(pass, ComparisonVerdict.Unreadable, page.Items.Count(static item => item.FolderId is null));
        var items = page.Items.Where(static item => item.FolderId is not null).DistinctBy(static item => item.FolderId, StringComparer.Ordinal);
        await RecordAsync(pass, items, item => CompareAsync(item, cancellationToken));
    }

    private async Task CompareOursAsync(ReconciliationPass pass, IReadOnlyList<IndexedFolder> folders, CancellationToken cancellationToken)
    {
        var span = pass.Progress.Span!;
        var within = folders.Where(folder => (folder.TimeCreated ?? folder.FirstSeenAt).ToUnixTimeSeconds() is var created && created >= span.From && created <= span.To).ToList();
        if (within.Count == 0)
        {
            return;
        }

        var compared = await proof.ComparedAsync(pass.Run.Id, within[0].FolderId, within[^1].FolderId, cancellationToken);
        await RecordAsync(pass, within.Where(folder => !compared.Contains(folder.FolderId)), folder => AskAsync(folder.FolderId, cancellationToken));
    }

    private async Task RecordAsync<T>(ReconciliationPass pass, IEnumerable<T> items, Func<T, Task<ComparedFolder>> compare)
    {
        var folders = new List<ComparedFolder>();
        foreach (var some in items.Chunk(AtOnce))
        {
            folders.AddRange(await Task.WhenAll(some.Select(compare)));
        }

        await proof.RecordAsync(pass.Run.Id, [.. folders.Where(static folder => folder.Verdict is not ComparisonVerdict.Erased)], CancellationToken.None);
        foreach (var folder in folders)
        {
            Count(pass, folder.Verdict, 1);
        }
    }

    private Task<ComparedFolder> CompareAsync(OzListed item, CancellationToken cancellationToken) => item.Payload switch
    {
        null => Task.FromResult(FolderComparison.Unreadable(item.FolderId!, item.Error!)),
        { AnalysesTold: false } => AskAsync(item.FolderId!, cancellationToken),
        var told => CompareAsync(item.FolderId!, told, cancellationToken),
    };

    private async Task<ComparedFolder> AskAsync(string folderId, CancellationToken cancellationToken)
    {
        try
        {
            return await CompareAsync(folderId, await oz.FindAsync(folderId, cancellationToken), cancellationToken);
        }
        catch (Exception e) when (e is PayloadException or OzRefusedException)
        {
            return FolderComparison.Unreadable(folderId, e.Message);
        }
    }

    private async Task<ComparedFolder> CompareAsync(string folderId, OzPayload? told, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(folderId, cancellationToken);
        return stored?.Tombstone is null ? FolderComparison.Of(folderId, stored?.Folder, told) : FolderComparison.Erased(folderId);
    }

    private static void Count(ReconciliationPass pass, ComparisonVerdict verdict, int folders)
    {
        pass.Counts.Add(LookCounts.Scanned, folders);
        pass.Counts.Add(
            verdict switch
            {
                ComparisonVerdict.Same => LookCounts.Unchanged,
                ComparisonVerdict.Different => LookCounts.Different,
                ComparisonVerdict.MissingHere => LookCounts.MissingHere,
                ComparisonVerdict.MissingAtOz => LookCounts.UnknownAtOz,
                ComparisonVerdict.Erased => LookCounts.Ignored,
                _ => LookCounts.Failed,
            },
            folders);
    }
}
