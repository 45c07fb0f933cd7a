using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Reconciliation;

/// <summary>Folders to ask Oz about, in Azure Tables: sixteen partitions, so that one alone does not limit how many can be written.</summary>
/// <param name="client">The table <see cref="TableNames.Open"/>.</param>
/// <param name="time">The clock.</param>
internal sealed class FolderChecks(TableClient client, TimeProvider time) : IFolderChecks, IOpenFolders
{
    private const string Reasons = nameof(FolderCheck.Reasons);

    // Most pages that are read for one of ours: of a rare reason many hold none.
    private const int MaxReads = 10;

    private readonly LazyTable _table = new(client);
    private readonly GatheredWrites _writes = new(client, time);

    /// <inheritdoc/>
    public int Parts => 16;

    /// <inheritdoc/>
    public Task WriteAsync(FolderCheck check, CancellationToken cancellationToken) => _writes.WriteAsync(Entity(check), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Stored<FolderCheck>>> DueAsync(int part, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionKey(part)} and NextCheck le {now}");
        var due = await _table.FirstAsync(filter, columns: null, limit, cancellationToken);
        return [.. due.Select(static row => new Stored<FolderCheck>(Read(row), row.ETag.ToString()))];
    }

    /// <inheritdoc/>
    public Task MoveAsync(Stored<FolderCheck> check, FolderCheck? following, CancellationToken cancellationToken) => following is null
        ? _table.TryDeleteAsync(new TableEntity(PartitionKey(check.Value.FolderId), check.Value.FolderId) { ETag = new Azure.ETag(check.ETag) }, cancellationToken)
        : _table.TryWriteAsync(Entity(following), check.ETag, cancellationToken);

    /// <inheritdoc/>
    public async Task<PageOf<FolderCheck>> ListAsync(OpenReasons reason, string? from, int limit, CancellationToken cancellationToken)
    {
        // Flags that include a reason are at least as great as it: the service leaves out what it can, and the rest is left out here.
        var least = Math.Max((int)reason, 1);
        var filter = TableClient.CreateQueryFilter($"Reasons ge {least}");
        for (var reads = 1; ; reads++)
        {
            var page = await _table.PageAsync(filter, from, limit, cancellationToken);
            List<FolderCheck> checks = [.. page.Items.Select(Read).Where(check => check.Reasons.HasFlag(reason))];
            if (checks.Count > 0 || page.Next is null || reads == MaxReads)
            {
                return new PageOf<FolderCheck>(checks, page.Next);
            }

            from = page.Next;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<OpenReasons, long>> CountAsync(CancellationToken cancellationToken)
    {
        var counts = new Dictionary<OpenReasons, long>();
        await _table.ReadAllAsync(
            TableClient.CreateQueryFilter($"Reasons ge {1}"),
            [Reasons],
            row =>
            {
                var reasons = (OpenReasons)row.GetInt32(Reasons)!.Value;
                counts[reasons] = counts.GetValueOrDefault(reasons) + 1;
            },
            cancellationToken);
        return counts;
    }

    /// <summary>Takes a folder off the list.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>How many rows were removed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task<int> RemoveAsync(string folderId, CancellationToken cancellationToken) => _table.RemoveAsync(PartitionKey(folderId), folderId, cancellationToken);

    private static TableEntity Entity(FolderCheck check) => new(PartitionKey(check.FolderId), check.FolderId)
    {
        [nameof(check.Version)] = check.Version,
        [Reasons] = (int)check.Reasons,
        [nameof(check.Since)] = check.Since,
        [nameof(check.NextCheck)] = check.NextCheck,
        [nameof(check.Looks)] = check.Looks,
    };

    private static FolderCheck Read(TableEntity row) => new(
        row.RowKey,
        row.GetInt32(nameof(FolderCheck.Version))!.Value,
        (OpenReasons)row.GetInt32(Reasons)!.Value,
        row.GetDateTimeOffset(nameof(FolderCheck.Since))!.Value,
        row.GetDateTimeOffset(nameof(FolderCheck.NextCheck))!.Value,
        row.GetInt32(nameof(FolderCheck.Looks)) ?? 0);

    private static string PartitionKey(string folderId) => PartitionKey(SHA256.HashData(Encoding.UTF8.GetBytes(folderId))[0] >> 4);

    private static string PartitionKey(int part) => part.ToString("x", CultureInfo.InvariantCulture);
}
