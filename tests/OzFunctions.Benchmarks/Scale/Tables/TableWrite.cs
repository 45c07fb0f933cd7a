namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>A write of one entity.</summary>
/// <param name="Kind">The kind of write.</param>
/// <param name="PartitionKey">The entity's partition key.</param>
/// <param name="RowKey">The entity's row key.</param>
/// <param name="Properties">Its properties; none for a deletion.</param>
/// <param name="ETag">The required ETag, or <c>*</c> for any existing row; null for an insert or upsert.</param>
internal sealed record TableWrite(TableOperation Kind, string PartitionKey, string RowKey, Property[] Properties, string? ETag)
{
    private const string Any = "*";

    /// <summary>Whether the properties are merged into the existing ones instead of replacing them.</summary>
    public bool Merges { get; init; }

    /// <summary>Applies the write to a row.</summary>
    /// <param name="found">The existing row; null if there is none.</param>
    /// <param name="stamp">The timestamp of the write, in ticks.</param>
    /// <returns>The new row; null if it is deleted.</returns>
    /// <exception cref="TableException">The write is not allowed.</exception>
    public Row? Over(Row? found, long stamp)
    {
        if (Kind is TableOperation.Insert)
        {
            return found is null ? new Row(PartitionKey, RowKey, Properties, stamp) : throw TableException.RowExists();
        }

        if (Kind is not TableOperation.Upsert && found is null)
        {
            throw TableException.NoRow();
        }

        if (ETag is { } etag && etag != Any && etag != found?.ETag)
        {
            throw TableException.Changed();
        }

        return Kind is TableOperation.Delete ? null : new Row(PartitionKey, RowKey, Merges && found is not null ? MergedInto(found) : Properties, stamp);
    }

    private Property[] MergedInto(Row found)
    {
        Property[] merged = [.. found.Properties.Where(old => !Array.Exists(Properties, property => property.Name == old.Name)), .. Properties];
        EntityLimits.Check(PartitionKey, RowKey, merged);
        return merged;
    }
}
