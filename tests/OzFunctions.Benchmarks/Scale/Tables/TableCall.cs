namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>A request to the table service, on its own or in a transaction.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">The target.</param>
/// <param name="IfMatch">The <c>If-Match</c> condition; null for none.</param>
/// <param name="ContentType">The content type of the body; null for none.</param>
/// <param name="Body">The body.</param>
internal sealed record TableCall(string Method, TableTarget Target, string? IfMatch, string? ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>Converts the request to a write.</summary>
    /// <returns>The write.</returns>
    /// <exception cref="TableException">It is not a write, or Azure would reject it.</exception>
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
