using System.Globalization;
using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Webhooks;

/// <summary>
/// Rejected webhooks in Azure Tables: one partition for each day, with keys that sort the newest first. Rows are only inserted, so writers never conflict.
/// </summary>
/// <param name="client">The table <see cref="TableNames.Rejected"/>.</param>
internal sealed class RejectionLog(TableClient client) : IRejectionLog
{
    private readonly LazyTable _table = new(client);

    /// <inheritdoc/>
    public Task RecordAsync(IReadOnlyList<IdentifiedRejection> batch, CancellationToken cancellationToken)
    {
        var transaction = new EntityGroupTransaction(DayKey(batch[0].Day));
        foreach (var one in batch)
        {
            transaction.Insert(Entity(one));
        }

        // A conflict can only be with this same batch, recorded by an earlier try whose response was lost.
        return _table.TrySubmitAsync(transaction, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<int> CountAsync(DateOnly day, int most, CancellationToken cancellationToken)
    {
        var (count, _) = await _table.CountAsync(TableClient.CreateQueryFilter($"PartitionKey eq {DayKey(day)}"), most, cancellationToken);
        return count;
    }

    /// <inheritdoc/>
    public Task<PageOf<RejectedWebhook>> ListAsync(DateOnly day, string? from, int limit, CancellationToken cancellationToken)
    {
        if (from is not null && !IsRowKey(from))
        {
            throw new InvalidContinuationException();
        }

        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DayKey(day)} and RowKey ge {from ?? ""}");

        return _table.RunAsync(
            async table =>
            {
                var rows = new List<TableEntity>();
                await foreach (var entity in table.QueryAsync<TableEntity>(filter, maxPerPage: limit + 1, cancellationToken: cancellationToken))
                {
                    rows.Add(entity);
                    if (rows.Count > limit)
                    {
                        break;
                    }
                }

                return new PageOf<RejectedWebhook>(
                    [.. rows.Take(limit).Select(RejectedEntity.Read)],
                    rows.Count > limit ? rows[limit].RowKey : null);
            },
            cancellationToken);
    }

    /// <summary>The partition key of a day.</summary>
    /// <param name="day">The day, UTC.</param>
    /// <returns>The partition key. Keys sort as days do.</returns>
    internal static string DayKey(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The row of a rejected webhook.</summary>
    internal static TableEntity Entity(IdentifiedRejection one) => RejectedEntity.Of(DayKey(one.Day), RowKey(one), one.Rejected);

    private static bool IsRowKey(string text) =>
        text.Length == 19 + 1 + 32 && text[19] == '-' && text.AsSpan(0, 19).IndexOfAnyExceptInRange('0', '9') < 0 && Guid.TryParseExact(text[20..], "N", out _);

    private static string RowKey(IdentifiedRejection one) =>
        string.Create(CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - one.Rejected.At.UtcTicks:D19}-{one.Id:N}");
}
