using Azure;
using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Storage.Notifications;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Folders;

/// <summary>Lays out the transactions of a folder's partition. The fence is always the first write, under its ETag.</summary>
internal static class FolderTransaction
{
    // What the mark of one missing row adds to the snapshot, as Base64.
    private const int MarkBytes = 12;

    /// <summary>How many rows of a change come before its deliveries: the fence and the change itself.</summary>
    public const int RowsBeforeDeliveries = 2;

    private static readonly HashSet<string> None = [];

    /// <summary>A change: fence, change row, the deliveries that it owes, and as many analysis rows as fit.</summary>
    /// <param name="write">The change and what it owes.</param>
    /// <param name="operationId">The mark of this attempt.</param>
    /// <returns>The transaction, and the ids of analyses whose rows are left for later.</returns>
    public static (EntityGroupTransaction Transaction, IReadOnlySet<string> Missing) Of(FolderWrite write, Guid operationId)
    {
        var folder = write.Change.Current;
        var wanted = write.Change.ChangedAnalyses().Select(static analysis => analysis.AnalysisId).ToHashSet(StringComparer.Ordinal);
        wanted.UnionWith(write.Over?.MissingAnalyses ?? None);

        TableEntity[] rows = [FolderEntities.Change(write, operationId), .. write.Owed.Deliveries.Select(DeliveryEntity.Of)];
        return Of(folder, write.Over?.ETag, wanted, rows, operationId);
    }

    /// <summary>Analysis rows that did not fit beside their change; the folder itself stays as it is.</summary>
    /// <param name="stored">The folder.</param>
    /// <param name="operationId">The mark of this attempt.</param>
    /// <returns>The transaction, and the ids of analyses whose rows are still left for later.</returns>
    public static (EntityGroupTransaction Transaction, IReadOnlySet<string> Missing) OfMissingAnalyses(StoredFolder stored, Guid operationId) =>
        Of(stored.Folder!, stored.ETag, stored.MissingAnalyses, [], operationId);

    private static (EntityGroupTransaction Transaction, IReadOnlySet<string> Missing) Of(
        Folder folder,
        string? etag,
        IReadOnlySet<string> wanted,
        IReadOnlyList<TableEntity> inserted,
        Guid operationId)
    {
        var missing = new HashSet<string>(StringComparer.Ordinal);
        var transaction = Begin(folder, etag, missing, inserted, operationId);
        var rows = new List<TableEntity>();
        foreach (var analysis in folder.Records.Analyses.Where(analysis => wanted.Contains(analysis.AnalysisId)))
        {
            var row = FolderEntities.Analysis(folder.FolderId, folder.Version, analysis);
            if (transaction.HasRoomFor(row, bytesKeptFree: MarkBytes * wanted.Count))
            {
                transaction.Upsert(row);
                rows.Add(row);
            }
            else
            {
                missing.Add(analysis.AnalysisId);
            }
        }

        if (missing.Count > 0)
        {
            // The fence must name what was left out, which is known only now.
            transaction = Begin(folder, etag, missing, inserted, operationId);
            rows.ForEach(transaction.Upsert);
        }

        return (transaction, missing);
    }

    private static EntityGroupTransaction Begin(Folder folder, string? etag, HashSet<string> missing, IReadOnlyList<TableEntity> inserted, Guid operationId)
    {
        var transaction = new EntityGroupTransaction(folder.FolderId);
        var fence = FolderEntities.Fence(folder, missing, operationId);
        if (etag is null)
        {
            transaction.Insert(fence);
        }
        else
        {
            transaction.Replace(fence, new ETag(etag));
        }

        foreach (var row in inserted)
        {
            transaction.Insert(row);
        }

        return transaction;
    }
}
