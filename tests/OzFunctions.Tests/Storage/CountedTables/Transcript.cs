using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace OzFunctions.Tests.Storage.CountedTables;

/// <summary>
/// Records what a client receives from a table service, line by line: statuses, error codes, rows in order. Values that may differ between
/// services, such as times and ETags, are left out.
/// </summary>
internal sealed class Transcript
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void Note(string line) => _lines.Add(line);

    /// <summary>Makes a request and records the result.</summary>
    public async Task<T?> TryAsync<T>(string what, Func<Task<T>> request)
        where T : class
    {
        try
        {
            var answer = await request();
            Note($"{what}: {Text(answer)}");
            return answer;
        }
        catch (RequestFailedException e)
        {
            var operation = (e as TableTransactionFailedException)?.FailedTransactionActionIndex;
            Note($"{what}: {e.Status} {e.ErrorCode}{(operation is null ? "" : $" of operation {operation}")}");
            return null;
        }
    }

    /// <summary>Reads all rows of a query and records them.</summary>
    public async Task QueryAsync(TableClient table, string? filter, params string[] columns)
    {
        Note($"query {filter} of {string.Join(',', columns)}:");
        try
        {
            await foreach (var row in table.QueryAsync<TableEntity>(filter, select: columns.Length == 0 ? null : columns))
            {
                Note($"  {Text(row)}");
            }
        }
        catch (RequestFailedException e)
        {
            Note($"  {e.Status} {e.ErrorCode}");
        }
    }

    private static string Text(object answer) => answer switch
    {
        Response response => $"{response.Status}{(response.Headers.ETag is null ? "" : " with a mark")}",
        Response<IReadOnlyList<Response>> transaction => $"{transaction.GetRawResponse().Status}: {string.Join(", ", transaction.Value.Select(Text))}",
        NullableResponse<TableEntity> { HasValue: false } => "nothing",
        NullableResponse<TableEntity> entity => Text(entity.Value!),
        TableEntity entity => string.Join(", ", entity.Where(static property => property is { Value: not null, Key: not ("odata.etag" or "Timestamp") }).OrderBy(static property => property.Key, StringComparer.Ordinal).Select(static property => $"{property.Key}={Value(property.Value)}")),
        _ => answer.GetType().Name,
    };

    private static string Value(object value) => value switch
    {
        byte[] bytes => $"Byte[] {Convert.ToHexString(bytes)}",
        DateTimeOffset time => $"Time {time.UtcDateTime:O}",
        IFormattable formattable => $"{value.GetType().Name} {formattable.ToString(null, CultureInfo.InvariantCulture)}",
        _ => $"{value.GetType().Name} {value}",
    };
}
