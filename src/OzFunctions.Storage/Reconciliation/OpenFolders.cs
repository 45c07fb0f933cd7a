using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Reconciliation;

/// <summary>Lists open folders, in Azure Tables, by key ranges. Folders that were given up or have settled are in ranges of their own.</summary>
/// <param name="client">The table <see cref="TableNames.Open"/>.</param>
internal sealed class OpenFolders(TableClient client) : IOpenFolders
{
    private const string Reasons = nameof(FolderCheck.Reasons);
    private const int CountedAtOnce = 1_000;

    // Enough to read every range when there are few folders. A page for a rare reason among many folders ends here.
    private const int MaxReads = 48;

    private readonly LazyTable _table = new(client);

    /// <inheritdoc/>
    public async Task<PageOf<FolderCheck>> ListAsync(OpenReasons reason, string? from, int limit, CancellationToken cancellationToken)
    {
        string[] kinds = reason is OpenReasons.GivenUp ? [CheckEntity.GivenUp] : [CheckEntity.Open, CheckEntity.GivenUp];
        var ranges = kinds.Length * CheckEntity.Parts;
        var found = new List<FolderCheck>();
        for (var reads = 1; ; reads++)
        {
            var (range, place) = Continuation.ReadPart(from, ranges);
            var query = Query(kinds[range / CheckEntity.Parts], range % CheckEntity.Parts, reason);
            var page = await _table.PageAsync(query, place, limit - found.Count, CheckEntity.Read, cancellationToken);
            found.AddRange(page.Items.Where(check => check.Reasons.HasFlag(reason)));
            from = Continuation.WritePart(range, page.Next, ranges);
            if (from is null || found.Count == limit || reads == MaxReads)
            {
                return new PageOf<FolderCheck>(found, from);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<OpenCounts> CountAsync(CancellationToken cancellationToken)
    {
        var counts = await Task.WhenAll(CountAsync(CheckEntity.Open, cancellationToken), CountAsync(CheckEntity.GivenUp, cancellationToken));
        return new OpenCounts(counts.SelectMany(static one => one.ByReasons).ToDictionary(), counts.Any(static one => one.IsMore));
    }

    private static string Query(string kind, int part, OpenReasons reason)
    {
        // The value of flags that include a reason is at least the reason's. The service filters by that, and the caller filters exactly.
        var (end, least) = ($"{kind[0]}}}", (int)reason);
        return TableClient.CreateQueryFilter($"PartitionKey eq {CheckEntity.PartitionKey(part)} and RowKey ge {kind} and RowKey lt {end} and Reasons ge {least}");
    }

    private async Task<OpenCounts> CountAsync(string kind, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<OpenReasons, int>();
        var (left, part, from) = (OpenCounts.Most, 0, (string?)null);
        while (part < CheckEntity.Parts && left > 0)
        {
            var page = await _table.PageAsync(Query(kind, part, OpenReasons.None), [Reasons], from, Math.Min(left, CountedAtOnce), cancellationToken);
            foreach (var reasons in page.Items.Select(static row => (OpenReasons)row.GetInt32(Reasons)!.Value))
            {
                counts[reasons] = counts.GetValueOrDefault(reasons) + 1;
            }

            left -= page.Items.Count;
            (part, from) = page.Next is null ? (part + 1, null) : (part, page.Next);
        }

        return new OpenCounts(counts, part < CheckEntity.Parts && await IsMoreAsync(kind, part, from, cancellationToken));
    }

    private async Task<bool> IsMoreAsync(string kind, int part, string? from, CancellationToken cancellationToken)
    {
        for (; part < CheckEntity.Parts; (part, from) = (part + 1, null))
        {
            if (from is not null || (await _table.FirstAsync(Query(kind, part, OpenReasons.None), LazyTable.KeysOnly, limit: 1, cancellationToken)).Count > 0)
            {
                return true;
            }
        }

        return false;
    }
}
