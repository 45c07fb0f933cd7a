using System.Text.Json;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>A response of the table service.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ETag">The ETag of the written row; null for none.</param>
/// <param name="Body">The body; empty for none.</param>
/// <param name="ContentType">The content type of the body.</param>
/// <param name="Next">The first row of the next page; null if there is none.</param>
internal sealed record TableResponse(int Status, string? ETag, ReadOnlyMemory<byte> Body, string ContentType = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8", Row? Next = null)
{
    /// <summary>Creates the response to a write.</summary>
    /// <param name="row">The written row; null after a deletion.</param>
    /// <returns>The response.</returns>
    public static TableResponse Done(Row? row = null) => new(204, row?.ETag, default);

    /// <summary>Creates the response with an entity.</summary>
    /// <param name="row">The entity.</param>
    /// <param name="columns">The selected properties; null for all.</param>
    /// <returns>The response.</returns>
    public static TableResponse Of(Row row, IReadOnlySet<string>? columns) => new(200, row.ETag, Written(writer => EntityJson.Write(writer, row, columns)));

    /// <summary>Creates the response with a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="columns">The selected properties; null for all.</param>
    /// <returns>The response.</returns>
    public static TableResponse Of(TablePage page, IReadOnlySet<string>? columns) => new(
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

    /// <summary>Creates an error response.</summary>
    /// <param name="refusal">The error.</param>
    /// <param name="isTransaction">Whether the message must contain the number of the operation.</param>
    /// <returns>The response.</returns>
    public static TableResponse Of(TableException refusal, bool isTransaction) => new(
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
