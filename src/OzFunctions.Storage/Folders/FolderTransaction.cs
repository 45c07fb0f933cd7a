using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Storage.Notifications;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Folders;

/// <summary>Builds the transactions of a folder's partition. The fence is always the first write and is written under its ETag.</summary>
internal static class FolderTransaction
{
    // The bytes that marking one row as missing adds to the snapshot, in Base64.
    private const int MarkBytes = 12;

    /// <summary>The number of rows of a change that precede its deliveries: the fence and the change.</summary>
    public const int RowsBeforeDeliveries = 2;

    private static readonly HashSet<string> None = [];

    /// <summary>The transaction of a change: the fence, the change row, the deliveries that it owes, and as many analysis rows as fit.</summary>
    /// <param name="write">The change and what it owes.</param>
    /// <param name="operationId">The id of this write attempt.</param>
    /// <returns>The transaction, and the ids of analyses whose rows must be written later.</returns>
    public static (EntityGroupTransaction Transaction, IReadOnlySet<string> Missing) Of(FolderWrite write, Guid operationId)
    {
        var folder = write.Change.Current;
        var wanted = write.Change.ChangedAnalyses().Select(static analysis => analysis.AnalysisId).ToHashSet(StringComparer.Ordinal);
        wanted.UnionWith(write.Over?.MissingAnalyses ?? None);

        TableEntity[] rows = [ChangeEntity.Of(write, operationId), .. write.Owed.Deliveries.Select(DeliveryEntity.Of)];
        return Of(folder, write.Over?.ETag, wanted, rows);
    }

    /// <summary>The transaction of analysis rows that did not fit beside their change. The folder itself does not change.</summary>
    /// <param name="stored">The folder.</param>
    /// <returns>The transaction, and the ids of analyses whose rows must still be written later.</returns>
    public static (EntityGroupTransaction Transaction, IReadOnlySet<string> Missing) OfMissingAnalyses(StoredFolder stored) =>
        Of(stored.Folder!, stored.ETag, stored.MissingAnalyses, []);

    private static (EntityGroupTransaction Transaction, IReadOnlySet<string> Missing) Of(
        Folder folder,
        string? etag,
        IReadOnlySet<string> wanted,
        IReadOnlyList<TableEntity> inserted)
    {
        var missing = new HashSet<string>(StringComparer.Ordinal);
        var transaction = Begin(folder, etag, missing, inserted);
        var rows = new List<TableEntity>();
        foreach (var analysis in folder.Records.Analyses.Where(analysis => wanted.Contains(analysis.AnalysisId)))
        {
            var row = AnalysisEntity.Of(folder.FolderId, folder.Version, analysis);
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
            // The fence must name the rows that were left out, and these are known only now.
            transaction = Begin(folder, etag, missing, inserted);
            rows.ForEach(transaction.Upsert);
        }

        return (transaction, missing);
    }

    private static EntityGroupTransaction Begin(Folder folder, string? etag, HashSet<string> missing, IReadOnlyList<TableEntity> inserted)
    {
        var transaction = new EntityGroupTransaction(folder.FolderId);
        transaction.Write(FenceEntity.Of(folder, missing), etag);
        foreach (var row in inserted)
        {
            transaction.Insert(row);
        }

        return transaction;
    }
}
