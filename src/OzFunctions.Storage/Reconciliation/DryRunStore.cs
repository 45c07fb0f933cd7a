using System.Text.Json;
using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Reconciliation;

/// <summary>
/// What dry runs compared, in Azure Tables: one partition for each run, in the table of the runs. One more partition names all reports, so that a folder
/// can be removed from each of them by its key. There are few reports, since an admin starts each by hand, but many folders.
/// </summary>
/// <param name="client">The table <see cref="TableNames.Runs"/>.</param>
internal sealed class DryRunStore(TableClient client) : IDryRunStore
{
    /// <summary>The partition that names the reports. No kind of run has this name.</summary>
    public const string Reports = "reports";

    private const string Verdict = nameof(ComparedFolder.Verdict);
    private const string Differences = nameof(ComparedFolder.Differences);

    private readonly LazyTable _table = new(client);
    private RunId? _named;

    /// <inheritdoc/>
    public async Task RecordAsync(RunId run, IReadOnlyList<ComparedFolder> folders, CancellationToken cancellationToken)
    {
        await NameAsync(run, cancellationToken);
        var transaction = new EntityGroupTransaction($"{run}");
        foreach (var row in folders.Select(folder => Entity(run, folder)))
        {
            if (!transaction.HasRoomFor(row, bytesKeptFree: 0))
            {
                await _table.UpsertAsync(transaction, cancellationToken);
                transaction = new EntityGroupTransaction($"{run}");
            }

            transaction.Upsert(row);
        }

        if (transaction.Actions.Count > 0)
        {
            await _table.UpsertAsync(transaction, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> ComparedAsync(RunId run, IReadOnlyList<string> folderIds, CancellationToken cancellationToken)
    {
        var rows = await Task.WhenAll(folderIds.Select(id => _table.FindAsync(run.ToString(), id, cancellationToken)));
        return rows.OfType<TableEntity>().Select(static row => row.RowKey).ToHashSet(StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async Task<int> RemoveAsync(string folderId, CancellationToken cancellationToken)
    {
        var reports = new List<RunId>();
        await _table.ReadAllAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {Reports}"), columns: [], row => reports.Add(new RunId(RunKinds.Reconcile, row.RowKey)), cancellationToken);
        return await _table.RemoveAsync(reports.Select(report => new TableEntity(report.ToString(), folderId)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PageOf<ComparedFolder>> DifferentAsync(RunId run, string? from, int limit, CancellationToken cancellationToken) =>
        _table.PageAsync(TableClient.CreateQueryFilter($"PartitionKey eq {run.ToString()} and Verdict ne {nameof(ComparisonVerdict.Same)}"), from, limit, Read, cancellationToken);

    // Called before the report's first row, so that every row belongs to a named report. One process at a time works on a run.
    private async Task NameAsync(RunId run, CancellationToken cancellationToken)
    {
        if (_named != run)
        {
            await _table.UpsertAsync(new TableEntity(Reports, run.Order), cancellationToken);
            _named = run;
        }
    }

    private static TableEntity Entity(RunId run, ComparedFolder folder)
    {
        var entity = new TableEntity(run.ToString(), folder.FolderId) { [Verdict] = folder.Verdict.ToString() };
        if (folder.Differences.Count > 0)
        {
            ChunkedBytes.Write(entity, Differences, JsonSerializer.SerializeToUtf8Bytes(folder.Differences, DryRunContext.Default.IReadOnlyListFolderDifference));
        }

        return entity;
    }

    private static ComparedFolder Read(TableEntity row) => new(
        row.RowKey,
        Enum.Parse<ComparisonVerdict>(row.GetString(Verdict)),
        JsonSerializer.Deserialize(ChunkedBytes.Read(row, Differences).Span, DryRunContext.Default.IReadOnlyListFolderDifference)!);
}
