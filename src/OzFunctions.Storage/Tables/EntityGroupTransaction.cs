using Azure;
using Azure.Data.Tables;

namespace OzFunctions.Storage.Tables;

/// <summary>
/// Writes to one partition that succeed or fail together. Throws a <see cref="TableLimitException"/> for what Azure would refuse: a second partition, a row
/// that is written twice, more than 100 rows or 4 MiB, an entity or a property that is too large.
/// </summary>
internal sealed class EntityGroupTransaction(string partitionKey)
{
    private readonly List<TableTransactionAction> _actions = [];
    private readonly HashSet<string> _rows = new(StringComparer.Ordinal);
    private int _bytes;

    /// <summary>The writes in the order in which they were added.</summary>
    public IReadOnlyList<TableTransactionAction> Actions => _actions;

    /// <summary>Inserts an entity. The transaction fails if the row exists.</summary>
    public void Insert(TableEntity entity) => Add(TableTransactionActionType.Add, entity, default);

    /// <summary>Replaces an entity. The transaction fails if the row has another ETag.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="etag">The ETag with which the row was read.</param>
    public void Replace(TableEntity entity, ETag etag) => Add(TableTransactionActionType.UpdateReplace, entity, etag);

    /// <summary>Inserts or replaces an entity. The transaction fails if another writer was first.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="etag">The ETag of the row to replace; null to insert a new row.</param>
    public void Write(TableEntity entity, string? etag)
    {
        if (etag is null)
        {
            Insert(entity);
        }
        else
        {
            Replace(entity, new ETag(etag));
        }
    }

    /// <summary>Inserts or replaces an entity unconditionally. Use it for rows that a fence in the same transaction protects, or that are checked afterwards.</summary>
    public void Upsert(TableEntity entity) => Add(TableTransactionActionType.UpsertReplace, entity, default);

    /// <summary>Merges an entity into the stored row. The transaction fails if the row has another ETag.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="etag">The ETag with which the row was read.</param>
    public void Merge(TableEntity entity, ETag etag) => Add(TableTransactionActionType.UpdateMerge, entity, etag);

    /// <summary>Deletes a row. The transaction fails if the row does not exist or has another ETag.</summary>
    /// <param name="row">The row; only its keys are used.</param>
    /// <param name="etag">The ETag with which the row was read, or <see cref="ETag.All"/>.</param>
    public void Delete(TableEntity row, ETag etag) => Add(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), etag);

    /// <summary>Adds writes that belong together.</summary>
    public void Add(IReadOnlyList<TableTransactionAction> actions)
    {
        foreach (var action in actions)
        {
            Add(action.ActionType, (TableEntity)action.Entity, action.ETag);
        }
    }

    /// <summary>Whether writes that belong together fit, and no earlier write is to one of their rows.</summary>
    public bool Takes(IReadOnlyList<TableTransactionAction> actions) =>
        _actions.Count + actions.Count <= TableLimits.TransactionEntities
        && _bytes + actions.Sum(static action => EntitySize.OnTheWire((TableEntity)action.Entity)) <= TableLimits.TransactionBytes
        && !actions.Any(action => _rows.Contains(action.Entity.RowKey));

    /// <summary>Whether one more entity fits.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="bytesKeptFree">Bytes to reserve for rows that will still grow.</param>
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

    /// <summary>Throws if Azure would refuse the entity.</summary>
    /// <exception cref="TableLimitException">The entity exceeds a limit.</exception>
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
