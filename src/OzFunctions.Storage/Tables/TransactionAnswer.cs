using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace OzFunctions.Storage.Tables;

/// <summary>Parses the service's response to a transaction: the new ETag of each row, or why a row failed.</summary>
internal static class TransactionAnswer
{
    // The SDK's exception reads the index of the failed row from the entry of this name.
    private const string FailedRow = "FailedEntity";

    /// <summary>Parses the response to a transaction that the service has processed.</summary>
    /// <param name="body">The body, a multipart message.</param>
    /// <param name="contentType">The content type, which contains the boundary.</param>
    /// <param name="rows">How many rows were sent.</param>
    /// <returns>The response for each row, in order.</returns>
    /// <exception cref="TableTransactionFailedException">The transaction did not take place.</exception>
    /// <exception cref="IOException">The response is truncated or malformed. Whether the transaction took place is unknown.</exception>
    public static IReadOnlyList<Response> Read(ReadOnlySpan<byte> body, string? contentType, int rows)
    {
        var responses = new List<Response>(rows);
        ReadParts(body, BoundaryIn(Encoding.UTF8.GetBytes(contentType ?? "")), responses);
        return responses.Count == rows ? responses : throw Unreadable($"it has {responses.Count} parts for {rows} rows");
    }

    /// <summary>Reads why the service refused a request.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The body.</param>
    /// <returns>The exception to throw.</returns>
    public static RequestFailedException Refusal(int status, ReadOnlySpan<byte> body)
    {
        var (code, message) = ReadError(body);
        return new RequestFailedException(status, $"{message ?? "The service gives no reason."}\nStatus: {status}\nErrorCode: {code}", code, innerException: null);
    }

    private static void ReadParts(ReadOnlySpan<byte> body, ReadOnlySpan<byte> boundary, List<Response> responses)
    {
        var start = boundary.IsEmpty ? -1 : body.IndexOf(boundary);
        if (start < 0)
        {
            throw Unreadable("it is not a multipart message");
        }

        var rest = body[(start + boundary.Length)..];
        while (!rest.StartsWith("--"u8))
        {
            var end = rest.IndexOf(boundary);
            if (end < 0)
            {
                throw Unreadable("it is truncated");
            }

            ReadPart(rest[..end], responses);
            rest = rest[(end + boundary.Length)..];
        }
    }

    private static void ReadPart(ReadOnlySpan<byte> part, List<Response> responses)
    {
        // The rest of the boundary's line.
        ReadLine(ref part);
        ReadOnlySpan<byte> inner = [];
        for (var line = ReadLine(ref part); !line.IsEmpty; line = ReadLine(ref part))
        {
            if (ValueOf(line, "Content-Type"u8) is { IsEmpty: false } type)
            {
                inner = BoundaryIn(type);
            }
        }

        if (inner.IsEmpty)
        {
            responses.Add(ReadResponse(part));
        }
        else
        {
            ReadParts(part, inner, responses);
        }
    }

    private static RowResponse ReadResponse(ReadOnlySpan<byte> part)
    {
        var status = ReadStatus(ReadLine(ref part));
        ETag? etag = null;
        for (var line = ReadLine(ref part); !line.IsEmpty; line = ReadLine(ref part))
        {
            if (ValueOf(line, "ETag"u8) is { IsEmpty: false } value)
            {
                etag = new ETag(Encoding.UTF8.GetString(value));
            }
        }

        return status is >= 200 and < 300 ? new RowResponse(status, etag) : throw Failure(status, part);
    }

    private static TableTransactionFailedException Failure(int status, ReadOnlySpan<byte> body)
    {
        var refusal = Refusal(status, body);

        // For example "2:The update condition specified in the request was not satisfied."
        if (int.TryParse(refusal.Message.Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var row))
        {
            refusal.Data[FailedRow] = row.ToString(CultureInfo.InvariantCulture);
        }

        return new TableTransactionFailedException(refusal);
    }

    private static (string? Code, string? Message) ReadError(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var json = JsonDocument.ParseValue(ref reader);
            var error = json.RootElement.GetProperty("odata.error");
            return (error.GetProperty("code").GetString(), error.GetProperty("message").GetProperty("value").GetString());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Proxies answer in formats of their own.
            return (null, null);
        }
    }

    private static int ReadStatus(ReadOnlySpan<byte> line) =>
        line.StartsWith("HTTP/"u8) && Utf8Parser.TryParse(line[(line.IndexOf((byte)' ') + 1)..], out int status, out _) ? status : throw Unreadable("a part has no status");

    private static ReadOnlySpan<byte> BoundaryIn(ReadOnlySpan<byte> contentType)
    {
        var name = "boundary="u8;
        var start = contentType.IndexOf(name);
        return start < 0 ? [] : contentType[(start + name.Length)..].Trim("\" "u8);
    }

    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> header, ReadOnlySpan<byte> name) =>
        header.Length > name.Length && header[name.Length] == ':' && Ascii.EqualsIgnoreCase(header[..name.Length], name) ? header[(name.Length + 1)..].Trim((byte)' ') : [];

    private static ReadOnlySpan<byte> ReadLine(scoped ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        var line = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[(end + 1)..];
        return line.TrimEnd((byte)'\r');
    }

    private static IOException Unreadable(string why) => new($"The response to a transaction cannot be read: {why}.");
}
