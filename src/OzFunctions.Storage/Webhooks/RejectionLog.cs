using System.Globalization;
using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Webhooks;

/// <summary>
/// Refused webhooks in Azure Tables: a partition for each day, keys that sort the newest first, and a row that counts them, under whose
/// ETag each is added.
/// </summary>
/// <param name="client">The table <see cref="TableNames.Rejected"/>.</param>
/// <param name="newId">Makes ids, which keep apart what was refused at the same time.</param>
internal sealed class RejectionLog(TableClient client, Func<Guid> newId) : IRejectionLog
{
    // Sorts behind all row keys that begin with a digit.
    private const string CounterRow = "count";
    private const string Count = nameof(Count);
    private const int MaxAttempts = 5;

    private readonly LazyTable _table = new(client);
    private string? _fullDay;

    /// <inheritdoc/>
    public async Task<bool> RecordAsync(RejectedWebhook rejected, CancellationToken cancellationToken)
    {
        var day = DayKey(DateOnly.FromDateTime(rejected.At.UtcDateTime));
        for (var attempt = 0; attempt < MaxAttempts && _fullDay != day; attempt++)
        {
            var counter = await CounterAsync(day, cancellationToken);
            if (counter.GetInt32(Count) >= IRejectionLog.MaxPerDay)
            {
                // Remembered, so that a flood of bad requests costs the storage nothing more.
                _fullDay = day;
                return false;
            }

            if (await TryAddAsync(counter, RejectedEntity.Of(day, RowKey(rejected.At), rejected), cancellationToken))
            {
                return true;
            }
        }

        return _fullDay == day ? false : throw new StoreUnavailableException("Other writers recorded refused webhooks first, every time.");
    }

    /// <inheritdoc/>
    public Task<PageOf<RejectedWebhook>> ListAsync(DateOnly day, string? from, int limit, CancellationToken cancellationToken)
    {
        if (from is not null && !IsRowKey(from))
        {
            throw new InvalidContinuationException();
        }

        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {DayKey(day)} and RowKey ge {from ?? ""} and RowKey lt {CounterRow}");

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

    private async Task<TableEntity> CounterAsync(string day, CancellationToken cancellationToken)
    {
        return await _table.FindAsync(day, CounterRow, cancellationToken) ?? new TableEntity(day, CounterRow) { [Count] = 0 };
    }

    private async Task<bool> TryAddAsync(TableEntity counter, TableEntity row, CancellationToken cancellationToken)
    {
        var next = new TableEntity(counter.PartitionKey, CounterRow) { [Count] = counter.GetInt32(Count) + 1 };
        var transaction = new EntityGroupTransaction(counter.PartitionKey);
        if (counter.ETag == default)
        {
            transaction.Insert(next);
        }
        else
        {
            transaction.Replace(next, counter.ETag);
        }

        transaction.Insert(row);
        return await _table.TrySubmitAsync(transaction, cancellationToken) is not null;
    }

    private static string DayKey(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static bool IsRowKey(string text) =>
        text.Length == 19 + 1 + 32 && text[19] == '-' && text.AsSpan(0, 19).IndexOfAnyExceptInRange('0', '9') < 0 && Guid.TryParseExact(text[20..], "N", out _);

    private string RowKey(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - at.UtcTicks:D19}-{newId():N}");
}
