namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>A write of one entity.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="PartitionKey">The entity's partition.</param>
/// <param name="RowKey">Its key there.</param>
/// <param name="Properties">Its properties; none for a deletion.</param>
/// <param name="ETag">What it must still be: a mark, or <c>*</c> for whatever is there; null for an insert or upsert.</param>
internal sealed record TableWrite(TableOperation Kind, string PartitionKey, string RowKey, Property[] Properties, string? ETag)
{
    private const string Any = "*";

    /// <summary>Whether the properties are added to those that are there, and do not take their place.</summary>
    public bool Merges { get; init; }

    /// <summary>What the row becomes.</summary>
    /// <param name="found">What is there; null for nothing.</param>
    /// <param name="stamp">The stamp of the write.</param>
    /// <returns>The row; null where it is deleted.</returns>
    /// <exception cref="TableException">It must not be written.</exception>
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
