using System.Buffers.Text;
using System.Text;
using Azure;
using Azure.Data.Tables;
using OzFunctions.Benchmarks.Scale.Tables;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Benchmarks.Fuzz.Continuations;

/// <summary>A read-only table with a few rows that behaves like an Azure table: filters, pages in key order, and 400 for an invalid position.</summary>
internal sealed class FuzzTable : TableClient
{
    private const string Version = "1!";

    private readonly (TableEntity Entity, Row Row)[] _rows;

    /// <summary>Creates the table.</summary>
    /// <param name="rows">Its rows.</param>
    public FuzzTable(IEnumerable<TableEntity> rows) => _rows =
    [
        .. rows.OrderBy(static row => row.PartitionKey, StringComparer.Ordinal).ThenBy(static row => row.RowKey, StringComparer.Ordinal).Select(static row => (row, RowOf(row))),
    ];

    /// <inheritdoc/>
    public override string Name => "Fuzz";

    /// <inheritdoc/>
    public override AsyncPageable<T> QueryAsync<T>(string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        var wanted = FilterParser.Read(filter);
        return new Pages<T>([.. _rows.Where(row => wanted.Includes(row.Row)).Select(static row => row.Entity)], maxPerPage ?? Table.PageRows);
    }

    private static Row RowOf(TableEntity row) => new(
        row.PartitionKey, row.RowKey, [.. row.Where(static property => property.Value is not null).Select(static property => new Property(property.Key, property.Value))], stamp: 0);

    // The SDK's token: the two keys that the service returned in headers, and a blank between them.
    private static string TokenOf(TableEntity row) => $"{Encode(row.PartitionKey)} {Encode(row.RowKey)}";

    private static bool IsBefore(TableEntity row, (string Partition, string Row) place) =>
        string.CompareOrdinal(row.PartitionKey, place.Partition) is var order && (order < 0 || (order == 0 && string.CompareOrdinal(row.RowKey, place.Row) < 0));

    private static string Encode(string key) => Version + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    private static (string Partition, string Row) Place(string token) => token.Split(' ') is [var partition, var row] ? (Decode(partition), Decode(row)) : throw Wrong();

    private static string Decode(string text) => text.StartsWith(Version, StringComparison.Ordinal) && Base64Url.IsValid(text.AsSpan(Version.Length))
        ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text.AsSpan(Version.Length)))
        : throw Wrong();

    private static RequestFailedException Wrong() => new(400, "One of the request inputs is not valid.", "InvalidInput", null);

    private sealed class Pages<T>(IReadOnlyList<TableEntity> rows, int perPage) : AsyncPageable<T>
        where T : notnull
    {
        public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
        {
            await Task.CompletedTask;
            var rest = continuationToken is null ? rows : [.. rows.SkipWhile(row => IsBefore(row, Place(continuationToken)))];
            for (var first = 0; first == 0 || first < rest.Count; first += perPage)
            {
                yield return Page<T>.FromValues([.. rest.Skip(first).Take(perPage).Cast<T>()], first + perPage < rest.Count ? TokenOf(rest[first + perPage]) : null, new RowResponse(200));
            }
        }
    }
}
