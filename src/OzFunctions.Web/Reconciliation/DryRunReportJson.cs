using System.Text.Json;
using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Web.Http;
using OzFunctions.Web.Runs;

namespace OzFunctions.Web.Reconciliation;

/// <summary>Writes the report of a dry run as JSON: the run, and every folder that differs between here and Oz.</summary>
internal static class DryRunReportJson
{
    /// <summary>Writes the report. Its last member shows that it is complete.</summary>
    /// <param name="stream">The destination.</param>
    /// <param name="run">The run.</param>
    /// <param name="pages">The folders that differ.</param>
    /// <returns>A task that completes when the report is written.</returns>
    public static async Task WriteAsync(Stream stream, Run run, IAsyncEnumerable<IReadOnlyList<ComparedFolder>> pages)
    {
        await using var json = new Utf8JsonWriter(stream);
        var count = 0;
        json.WriteStartObject();

        // As bytes: the serializer would flush the writer, and the web server does not allow synchronous writes.
        json.WritePropertyName("run"u8);
        json.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(RunDocument.Of(run), DocumentContext.Default.RunDocument));
        json.WriteStartArray("folders"u8);
        await foreach (var page in pages)
        {
            foreach (var folder in page)
            {
                Write(json, folder);
                count++;
            }

            await json.FlushAsync();
        }

        json.WriteEndArray();
        json.WriteNumber("count"u8, count);
        json.WriteEndObject();
        await json.FlushAsync();
    }

    private static void Write(Utf8JsonWriter json, ComparedFolder folder)
    {
        json.WriteStartObject();
        json.WriteString("folderId"u8, folder.FolderId);
        json.WriteString("verdict"u8, CamelCase.Of(folder.Verdict));
        json.WriteStartArray("differences"u8);
        foreach (var difference in folder.Differences)
        {
            json.WriteStartObject();
            json.WriteString("field"u8, difference.Field);
            json.WriteString("ours"u8, difference.Ours);
            json.WriteString("oz"u8, difference.Oz);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
