namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>A request to the table service, by itself or within a transaction.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Target">What it is addressed to.</param>
/// <param name="IfMatch">Its condition; null where it has none.</param>
/// <param name="ContentType">The type of its body; null where it has none.</param>
/// <param name="Body">Its body.</param>
internal sealed record TableCall(string Method, TableTarget Target, string? IfMatch, string? ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>The write that it asks for.</summary>
    /// <returns>The write.</returns>
    /// <exception cref="TableException">It asks for none, or for one that Azure refuses.</exception>
    public TableWrite ToWrite()
    {
        var isMerge = Method is "MERGE" or "PATCH";
        var (partitionKey, rowKey, properties) = Body.IsEmpty ? (null, null, []) : EntityJson.Read(Body);
        if ((Target.Keys?.PartitionKey ?? partitionKey) is not { } partition || (Target.Keys?.RowKey ?? rowKey) is not { } row)
        {
            throw TableException.Wrong("The entity has no keys.", "PropertiesNeedValue");
        }

        EntityLimits.Check(partition, row, properties);
        return (Method, Target.Keys, IfMatch) switch
        {
            ("POST", null, _) => new TableWrite(TableOperation.Insert, partition, row, properties, null),
            ("DELETE", not null, { } etag) => new TableWrite(TableOperation.Delete, partition, row, properties, etag),
            ("PUT" or "MERGE" or "PATCH", not null, null) => new TableWrite(TableOperation.Upsert, partition, row, properties, null) { Merges = isMerge },
            ("PUT" or "MERGE" or "PATCH", not null, { } etag) => new TableWrite(TableOperation.Update, partition, row, properties, etag) { Merges = isMerge },
            _ => throw TableException.NotSpoken($"{Method} of an entity, with the condition {IfMatch ?? "none"}, is not known here."),
        };
    }
}
