using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>The wire format of transactions: a multipart batch with one change set, whose parts are requests or responses.</summary>
internal static class TransactionBody
{
    private const string EndOfLine = "\r\n";

    /// <summary>Reads the requests.</summary>
    /// <param name="contentType">The content type, with the boundary of the batch.</param>
    /// <param name="body">The body.</param>
    /// <returns>The requests.</returns>
    /// <exception cref="TableException">The body is malformed.</exception>
    public static async Task<IReadOnlyList<TableCall>> ReadAsync(string? contentType, ReadOnlyMemory<byte> body)
    {
        using var stream = new MemoryStream(body.ToArray());
        var calls = new List<TableCall>();
        try
        {
            var changeSet = await PartsOf(contentType, stream).ReadNextSectionAsync();
            var parts = PartsOf(changeSet?.ContentType, changeSet?.Body ?? Stream.Null);
            while (await parts.ReadNextSectionAsync() is { } part)
            {
                calls.Add(await ReadAsync(part.Body));
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException)
        {
            throw TableException.Wrong($"The transaction cannot be read: {e.Message}");
        }

        return calls;
    }

    /// <summary>Writes the responses.</summary>
    /// <param name="answers">One response for each request, or the error of the whole transaction.</param>
    /// <returns>The response to the transaction.</returns>
    public static TableResponse Answer(IReadOnlyList<TableResponse> answers)
    {
        var (batch, changeSet) = ($"batchresponse_{Guid.NewGuid()}", $"changesetresponse_{Guid.NewGuid()}");
        var text = new StringBuilder();
        Line($"--{batch}");
        Line($"Content-Type: multipart/mixed; boundary={changeSet}");
        Line("");
        foreach (var answer in answers)
        {
            Line($"--{changeSet}");
            Line("Content-Type: application/http");
            Line("Content-Transfer-Encoding: binary");
            Line("");
            Line(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} {ReasonPhrases.GetReasonPhrase(answer.Status)}"));
            Line("DataServiceVersion: 3.0;");
            if (answer.ETag is { } etag)
            {
                Line($"ETag: {etag}");
            }

            Line(answer.Body.IsEmpty ? "" : $"Content-Type: {answer.ContentType}{EndOfLine}");
            Line(Encoding.UTF8.GetString(answer.Body.Span));
        }

        Line($"--{changeSet}--");
        Line($"--{batch}--");
        return new TableResponse(202, null, Encoding.UTF8.GetBytes(text.ToString()), $"multipart/mixed; boundary={batch}");

        void Line(string line) => text.Append(line).Append(EndOfLine);
    }

    private static MultipartReader PartsOf(string? contentType, Stream stream) => new(HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(contentType).Boundary).ToString(), stream);

    private static async Task<TableCall> ReadAsync(Stream part)
    {
        using var content = new MemoryStream();
        await part.CopyToAsync(content);
        var bytes = content.ToArray().AsMemory();
        var end = bytes.Span.IndexOf("\r\n\r\n"u8);
        var lines = Encoding.UTF8.GetString(bytes.Span[..(end < 0 ? bytes.Length : end)]).Split(EndOfLine);
        var headers = lines.Skip(1).Select(static line => line.Split(':', 2)).Where(static header => header.Length == 2).ToLookup(static header => header[0], static header => header[1].Trim(), StringComparer.OrdinalIgnoreCase);
        return lines[0].Split(' ') is [var method, var target, _]
            ? new TableCall(method, TableTarget.Read(target), headers["If-Match"].FirstOrDefault(), null, end < 0 ? default : Trimmed(bytes[(end + 4)..]))
            : throw TableException.Wrong($"'{lines[0]}' is no request.");
    }

    private static ReadOnlyMemory<byte> Trimmed(ReadOnlyMemory<byte> body) => body.Span.IndexOfAnyExcept("\r\n "u8) < 0 ? default : body;
}
