using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using OzFunctions.Core;

namespace OzFunctions.Storage.Tables;

/// <content>Queries over several rows.</content>
internal sealed partial class LazyTable
{
    /// <summary>The columns to select when only the keys of a row are needed.</summary>
    public static readonly string[] KeysOnly = [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)];

    /// <summary>The most rows that the service returns with one request.</summary>
    public const int MostPerPage = 1_000;

    /// <summary>Reads one page of items.</summary>
    /// <typeparam name="T">The item type.</typeparam>
    /// <param name="filter">An OData filter.</param>
    /// <param name="from">The continuation token of the previous page; null for the first page.</param>
    /// <param name="limit">The most items, 1 to 1,000. A page that is not the last may have fewer items or none.</param>
    /// <param name="read">Reads an item from its row.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The items, and the continuation token of the next page.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not a token of an earlier page.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<PageOf<T>> PageAsync<T>(string filter, string? from, int limit, Func<TableEntity, T> read, CancellationToken cancellationToken)
    {
        var page = await PageAsync(filter, columns: null, from, limit, cancellationToken);
        return new PageOf<T>([.. page.Items.Select(read)], page.Next);
    }

    /// <summary>Reads one page of rows.</summary>
    /// <param name="filter">An OData filter.</param>
    /// <param name="columns">The columns; null for all.</param>
    /// <param name="from">The continuation token of the previous page; null for the first page.</param>
    /// <param name="limit">The most rows, 1 to 1,000. A page that is not the last may have fewer rows or none.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The rows, and the continuation token of the next page.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not a token of an earlier page.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<PageOf<TableEntity>> PageAsync(string filter, string[]? columns, string? from, int limit, CancellationToken cancellationToken)
    {
        var token = Continuation.Read(from);
        try
        {
            return await RunAsync(
                async table =>
                {
                    await foreach (var page in table.QueryAsync<TableEntity>(filter, limit, columns, cancellationToken).AsPages(token))
                    {
                        return new PageOf<TableEntity>(page.Values, Continuation.Write(page.ContinuationToken));
                    }

                    return new PageOf<TableEntity>([], null);
                },
                cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 400 && token is not null)
        {
            // The service answered the same query without a token, so the token is what it cannot read.
            throw new InvalidContinuationException();
        }
    }

    /// <summary>Reads the pages of a query, one after another.</summary>
    /// <param name="filter">An OData filter.</param>
    /// <param name="columns">The columns; null for all.</param>
    /// <param name="limit">The most rows of a page, 1 to 1,000. A page that is not the last may have fewer rows or none.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The pages.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async IAsyncEnumerable<PageOf<TableEntity>> PagesAsync(string filter, string[]? columns, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? from = null;
        do
        {
            var page = await PageAsync(filter, columns, from, limit, cancellationToken);
            yield return page;
            from = page.Next;
        }
        while (from is not null);
    }

    /// <summary>Reads the first rows of a query.</summary>
    /// <param name="filter">An OData filter.</param>
    /// <param name="columns">The columns; null for all.</param>
    /// <param name="limit">The most rows, 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The first rows; empty only when the query has none.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IReadOnlyList<TableEntity>> FirstAsync(string filter, string[]? columns, int limit, CancellationToken cancellationToken)
    {
        await foreach (var page in PagesAsync(filter, columns, limit, cancellationToken))
        {
            // The service may return an empty page before the last one, after it has scanned many rows.
            if (page.Items.Count > 0)
            {
                return page.Items;
            }
        }

        return [];
    }

    /// <summary>Counts the rows of a query, 1,000 with each request.</summary>
    /// <param name="filter">An OData filter.</param>
    /// <param name="most">The number at which counting stops.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>How many rows were counted, at least <paramref name="most"/> when counting stopped; and whether it stopped before the last page.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<(int Count, bool IsMore)> CountAsync(string filter, int most, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var page in PagesAsync(filter, KeysOnly, MostPerPage, cancellationToken))
        {
            count += page.Items.Count;
            if (count >= most)
            {
                return (count, page.Next is not null);
            }
        }

        return (count, false);
    }

    /// <summary>Reads all rows of a query, 1,000 with each request.</summary>
    /// <param name="filter">An OData filter.</param>
    /// <param name="columns">The columns that are needed in addition to the keys; empty for all.</param>
    /// <param name="read">Receives each row.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A task that completes when all rows were read.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task ReadAllAsync(string filter, IReadOnlyList<string> columns, Action<TableEntity> read, CancellationToken cancellationToken)
    {
        string[]? select = columns.Count == 0 ? null : [.. KeysOnly, .. columns];
        return RunAsync(
            async table =>
            {
                await foreach (var row in table.QueryAsync<TableEntity>(filter, maxPerPage: null, select, cancellationToken))
                {
                    read(row);
                }

                return true;
            },
            cancellationToken);
    }
}
