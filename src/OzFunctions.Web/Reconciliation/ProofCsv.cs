using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Web.Reconciliation;

/// <summary>Writes what a dry run found as CSV (RFC 4180): a line for each difference.</summary>
internal static class ProofCsv
{
    // Values come from Oz and from partners: no spreadsheet may take one for a formula.
    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, NewLine = "\r\n" };

    /// <summary>Writes the document.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="pages">What was found.</param>
    /// <returns>A task that ends when it is written.</returns>
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
                        Write(csv, folder.FolderId, ProofJson.Word(folder.Verdict), difference.Field, difference.Ours, difference.Oz);
                    }
                }
            });
        }
    }

    // A page at a time in memory: the web server takes no synchronous writes.
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
