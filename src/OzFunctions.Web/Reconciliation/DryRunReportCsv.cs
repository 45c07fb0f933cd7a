using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Web.Reconciliation;

/// <summary>Writes the report of a dry run as CSV (RFC 4180), with a line for each difference.</summary>
internal static class DryRunReportCsv
{
    // Values come from Oz and from partners. Escaping prevents spreadsheets from running them as formulas.
    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture)
    {
        InjectionOptions = InjectionOptions.Escape,
        NewLine = "\r\n",

        // CsvHelper quotes only fields with the whole NewLine, but for a spreadsheet each of its characters ends a line.
        ShouldQuote = static field => ConfigurationFunctions.ShouldQuote(field) || field.Field?.AsSpan().ContainsAny('\r', '\n') is true,
    };

    /// <summary>Writes the report.</summary>
    /// <param name="stream">The destination.</param>
    /// <param name="pages">The folders that differ.</param>
    /// <returns>A task that completes when the report is written.</returns>
    public static async Task WriteAsync(Stream stream, IAsyncEnumerable<IReadOnlyList<ComparedFolder>> pages)
    {
        await WriteAsync(stream, static csv => Write(csv, "folderId", "verdict", "field", "ours", "oz"));
        await foreach (var page in pages)
        {
            await WriteAsync(stream, csv =>
            {
                foreach (var folder in page)
                {
                    foreach (var difference in folder.Differences)
                    {
                        Write(csv, folder.FolderId, CamelCase.Of(folder.Verdict), difference.Field, difference.Ours, difference.Oz);
                    }
                }
            });
        }
    }

    // Each page is buffered, because the web server does not allow synchronous writes.
    private static async Task WriteAsync(Stream stream, Action<CsvWriter> write)
    {
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        await using (var csv = new CsvWriter(text, Configuration, leaveOpen: true))
        {
            write(csv);
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{text}"));
    }

    private static void Write(CsvWriter csv, params string?[] fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }
}
