using Azure;
using Azure.Data.Tables;

namespace OzFunctions.Storage.Tables;

/// <summary>
/// Writes to one partition that take place all or not at all. Refuses what Azure would refuse: two partitions, a row twice, more than
/// 100 rows, 4 MiB, an entity or a property that is too large.
/// </summary>
/// <param name="partitionKey">The partition.</param>
internal sealed class EntityGroupTransaction(string partitionKey)
{
    private readonly List<TableTransactionAction> _actions = [];
    private readonly HashSet<string> _rows = new(StringComparer.Ordinal);
    private int _bytes;

    /// <summary>The writes in the order in which they were added.</summary>
    public IReadOnlyList<TableTransactionAction> Actions => _actions;

    /// <summary>Inserts an entity; the transaction fails when its row exists.</summary>
    /// <param name="entity">The entity.</param>
    public void Insert(TableEntity entity) => Add(TableTransactionActionType.Add, entity, default);

    /// <summary>Replaces an entity; the transaction fails when it is no longer the one that was read.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="etag">The mark under which it was read.</param>
    public void Replace(TableEntity entity, ETag etag) => Add(TableTransactionActionType.UpdateReplace, entity, etag);

    /// <summary>Inserts or replaces an entity, whatever is there. For rows that a fence in the same transaction guards, and for those that are looked at afterwards.</summary>
    /// <param name="entity">The entity.</param>
    public void Upsert(TableEntity entity) => Add(TableTransactionActionType.UpsertReplace, entity, default);

    /// <summary>Merges an entity into what is stored; the transaction fails when that is no longer the one that was read.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="etag">The mark under which it was read.</param>
    public void Merge(TableEntity entity, ETag etag) => Add(TableTransactionActionType.UpdateMerge, entity, etag);

    /// <summary>Deletes a row; the transaction fails when it is gone, or no longer the one that was read.</summary>
    /// <param name="row">The row, of which the keys are enough.</param>
    /// <param name="etag">The mark under which it was read, or <see cref="ETag.All"/>.</param>
    public void Delete(TableEntity row, ETag etag) => Add(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), etag);

    /// <summary>Adds writes that belong together.</summary>
    /// <param name="actions">Upserts and deletions.</param>
    public void Add(IReadOnlyList<TableTransactionAction> actions)
    {
        foreach (var action in actions)
        {
            Add(action.ActionType, (TableEntity)action.Entity, action.ETag);
        }
    }

    /// <summary>Whether there is room for writes that belong together, and no other write is to one of their rows.</summary>
    /// <param name="actions">The writes.</param>
    /// <returns>True when they may be added.</returns>
    public bool Takes(IReadOnlyList<TableTransactionAction> actions) =>
        _actions.Count + actions.Count <= TableLimits.TransactionEntities
        && _bytes + actions.Sum(static action => EntitySize.OnTheWire((TableEntity)action.Entity)) <= TableLimits.TransactionBytes
        && !actions.Any(action => _rows.Contains(action.Entity.RowKey));

    /// <summary>Whether there is room for one more entity.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="bytesKeptFree">Bytes that must stay free for what is yet to grow.</param>
    /// <returns>True when it may be added.</returns>
    public bool HasRoomFor(TableEntity entity, int bytesKeptFree) =>
        _actions.Count < TableLimits.TransactionEntities
        && _bytes + EntitySize.OnTheWire(entity) + bytesKeptFree <= TableLimits.TransactionBytes;

    private void Add(TableTransactionActionType type, TableEntity entity, ETag etag)
    {
        Check(entity);
        _bytes += EntitySize.OnTheWire(entity);
        if (entity.PartitionKey != partitionKey)
        {
            throw new TableLimitException("A transaction cannot span two partitions.");
        }

        if (!_rows.Add(entity.RowKey))
        {
            throw new TableLimitException($"A transaction cannot write the row '{entity.RowKey}' twice.");
        }

        if (_rows.Count > TableLimits.TransactionEntities)
        {
            throw new TableLimitException($"A transaction holds at most {TableLimits.TransactionEntities} rows.");
        }

        if (_bytes > TableLimits.TransactionBytes)
        {
            throw new TableLimitException($"A transaction of {_bytes} bytes is over the limit of {TableLimits.TransactionBytes}.");
        }

        _actions.Add(new TableTransactionAction(type, entity, etag));
    }

    /// <summary>Refuses an entity that Azure would refuse.</summary>
    /// <param name="entity">The entity.</param>
    /// <exception cref="TableLimitException">It is over a limit.</exception>
    internal static void Check(TableEntity entity)
    {
        if (entity.PartitionKey.Length > TableLimits.KeyCharacters || entity.RowKey.Length > TableLimits.KeyCharacters)
        {
            throw new TableLimitException($"A key has at most {TableLimits.KeyCharacters} characters.");
        }

        if (EntitySize.Stored(entity) is > TableLimits.EntityBytes and var size)
        {
            throw new TableLimitException($"An entity of {size} bytes is over the limit of {TableLimits.EntityBytes}.");
        }

        var count = 0;
        foreach (var (name, value) in EntitySize.Properties(entity))
        {
            count++;
            if (value is string or byte[] && EntitySize.ValueBytes(value) - 4 > TableLimits.PropertyBytes)
            {
                throw new TableLimitException($"The property '{name}' is over 64 KiB.");
            }
        }

        if (count > TableLimits.EntityProperties)
        {
            throw new TableLimitException($"An entity of {count} properties is over the limit of {TableLimits.EntityProperties}.");
        }
    }
}
