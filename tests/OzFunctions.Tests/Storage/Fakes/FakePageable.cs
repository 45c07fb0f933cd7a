using Azure;
using Azure.Data.Tables;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Tests.Storage.Fakes;

/// <summary>Pages of rows in key order. A continuation is the key of the last row, so rows removed in the meantime do not shift the next page.</summary>
internal sealed class FakePageable<T>(IReadOnlyList<TableEntity> rows, int perPage, Func<string, Task> before) : AsyncPageable<T>
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        await before("query");
        var pages = rows.Where(row => continuationToken is null || string.CompareOrdinal(TokenOf(row), continuationToken) > 0).Chunk(perPage).ToList();
        foreach (var (number, page) in pages.Index())
        {
            yield return Page<T>.FromValues([.. page.Cast<T>()], number < pages.Count - 1 ? TokenOf(page[^1]) : null, new RowResponse(200));
        }

        if (pages.Count == 0)
        {
            yield return Page<T>.FromValues([], null, new RowResponse(200));
        }
    }

    private static string TokenOf(TableEntity row) => $"{row.PartitionKey}\n{row.RowKey}";
}
