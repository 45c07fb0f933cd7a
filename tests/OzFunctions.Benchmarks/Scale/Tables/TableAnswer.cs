using System.Text.Json;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>An answer of the table service.</summary>
/// <param name="Status">The status.</param>
/// <param name="ETag">The mark of what was written; null for none.</param>
/// <param name="Body">The body; empty for none.</param>
/// <param name="ContentType">Its type.</param>
/// <param name="Next">Where the next page begins; null where there is none.</param>
internal sealed record TableAnswer(int Status, string? ETag, ReadOnlyMemory<byte> Body, string ContentType = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8", Row? Next = null)
{
    /// <summary>Says that something was done.</summary>
    /// <param name="row">What was written; null where nothing is left.</param>
    /// <returns>The answer.</returns>
    public static TableAnswer Done(Row? row = null) => new(204, row?.ETag, default);

    /// <summary>Shows an entity.</summary>
    /// <param name="row">The entity.</param>
    /// <param name="columns">The properties that are asked for; null for all.</param>
    /// <returns>The answer.</returns>
    public static TableAnswer Of(Row row, IReadOnlySet<string>? columns) => new(200, row.ETag, Written(writer => EntityJson.Write(writer, row, columns)));

    /// <summary>Shows a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="columns">The properties that are asked for; null for all.</param>
    /// <returns>The answer.</returns>
    public static TableAnswer Of(TablePage page, IReadOnlySet<string>? columns) => new(
        200,
        null,
        Written(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("value");
            foreach (var row in page.Rows)
            {
                EntityJson.Write(writer, row, columns);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }),
        Next: page.Next);

    /// <summary>Refuses a request.</summary>
    /// <param name="refusal">Why.</param>
    /// <param name="isTransaction">Whether the message is to name the operation.</param>
    /// <returns>The answer.</returns>
    public static TableAnswer Of(TableException refusal, bool isTransaction) => new(
        refusal.Status,
        null,
        Written(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("odata.error");
            writer.WriteString("code", refusal.Code);
            writer.WriteStartObject("message");
            writer.WriteString("lang", "en-US");
            writer.WriteString("value", isTransaction ? $"{refusal.Operation}:{refusal.Message}" : refusal.Message);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }));

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write(writer);
        }

        return stream.ToArray();
    }
}
