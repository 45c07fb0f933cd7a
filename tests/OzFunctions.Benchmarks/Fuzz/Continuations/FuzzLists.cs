using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Notifications;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Storage.Runs;
using OzFunctions.Storage.Webhooks;

namespace OzFunctions.Benchmarks.Fuzz.Continuations;

/// <summary>The lists of the API over a few rows each, every one with two filters or days at least.</summary>
internal static class FuzzLists
{
    private const int Rows = 12;
    private const string Bank = "bank";

    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PausedClock Clock = new();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzList> All { get; } = [.. Folders().Concat(Found()).Concat(Open()).Concat(Parked()).Concat(Runs()).Concat(Rejected()).Select(static list => list.Walked())];

    private static IEnumerable<FuzzList> Folders()
    {
        var table = new FuzzTable(Enumerable.Range(0, Rows).Select(static i => IndexEntity.Of(Listed(i), [])));
        var index = new FolderIndex(table, table, Clock);
        return
        [
            List("", FolderFilter.All),
            List("day=2026-05-31", FolderFilter.All),
            List("drift=true", new FolderFilter(Drift: true)),
            List("systemResolution=SUCCESS", new FolderFilter(SystemResolution: Status.Success)),
        ];

        FuzzList List(string query, FolderFilter filter) => new("/api/folders", query, isOfDay: true, (day, from, limit) =>
            PageAsync(index.ListAsync(HourSpan.OfDay(day), filter, from, limit, CancellationToken.None), folder => folder.IndexHour.Day == day && filter.Includes(folder)));
    }

    private static IEnumerable<FuzzList> Found()
    {
        var aliases = new FolderAliases(new FuzzTable(Enumerable.Range(0, Rows).Select(static i => new TableEntity(AliasKey.Of("order", $"{i % 2}"), $"{i % 2}-{i}"))), Clock);
        return ((string[])["0", "1"]).Select(value => new FuzzList("/api/folders", $"meta.order={value}", isOfDay: false, (_, from, limit) =>
            PageAsync(aliases.FindAsync(new FolderMetadataEntry("order", value), from, limit, CancellationToken.None), id => id.StartsWith($"{value}-", StringComparison.Ordinal))));
    }

    private static IEnumerable<FuzzList> Open()
    {
        OpenReasons[] reasons = [OpenReasons.Running, OpenReasons.HeldBack, OpenReasons.GivenUp | OpenReasons.HeldBack];
        var open = new OpenFolders(new FuzzTable(Enumerable.Range(0, Rows).Select(i => CheckEntity.ById(new FolderCheck($"f{i}", 1, reasons[i % reasons.Length], Now, Now)))));
        return ((OpenReasons[])[OpenReasons.Running, OpenReasons.HeldBack, OpenReasons.GivenUp]).Select(reason => new FuzzList("/api/folders/open", $"reason={reason}", isOfDay: false, (_, from, limit) =>
            PageAsync(open.ListAsync(reason, from, limit, CancellationToken.None), check => check.Reasons.HasFlag(reason))));
    }

    private static IEnumerable<FuzzList> Parked()
    {
        DeliveryState[] states = [DeliveryState.Waiting, DeliveryState.Held, DeliveryState.Dead];
        var table = new FuzzTable(Enumerable.Range(0, Rows).Select(i => ParkedKeys.Entity(
            new ParkedEntry(states[i % states.Length], Now, Now, $"f{i}", new DeliveryKey(i, NotificationTypes.FolderResolutionChanged, i % 2 == 0 ? Bank : "audit")))));
        var store = new DeliveryStore(table, table);
        return [List("", new ParkedFilter(states)), List("state=held", new ParkedFilter([DeliveryState.Held])), List("endpoint=bank", new ParkedFilter(states, Bank))];

        FuzzList List(string query, ParkedFilter filter) => new("/api/deliveries", query, isOfDay: false, (_, from, limit) => PageAsync(
            store.ListParkedAsync(filter, from, limit, CancellationToken.None), entry => filter.States.Contains(entry.State) && (filter.Endpoint ?? entry.Key.Endpoint) == entry.Key.Endpoint));
    }

    private static IEnumerable<FuzzList> Runs()
    {
        string[] kinds = [RunKinds.Reconcile, RunKinds.Replay];
        var store = new RunStore(new FuzzTable(Enumerable.Range(0, Rows).Select(i => RunStore.Entity(new Run { Id = RunId.New(kinds[i % 2], Now.AddMinutes(-i), new Guid(i, 0, 0, new byte[8])), By = "tester", StartedAt = Now }))));
        return kinds.Select(kind => new FuzzList("/api/runs", $"kind={kind}", isOfDay: false, (_, from, limit) => PageAsync(store.ListAsync(kind, from, limit, CancellationToken.None), run => run.Id.Kind == kind)));
    }

    private static IEnumerable<FuzzList> Rejected()
    {
        var log = new RejectionLog(new FuzzTable(Enumerable.Range(0, Rows).Select(static i => RejectionLog.Entity(
            new IdentifiedRejection(new Guid(i, 0, 0, new byte[8]), new RejectedWebhook(Now.AddDays(-(i % 2)), 400, "No JSON.", null, [], i))))));
        return ((string[])["", "day=2026-05-31"]).Select(query => new FuzzList("/api/webhooks/rejected", query, isOfDay: true, (day, from, limit) =>
            PageAsync(log.ListAsync(day, from, limit, CancellationToken.None), webhook => DateOnly.FromDateTime(webhook.At.UtcDateTime) == day)));
    }

    private static IndexedFolder Listed(int i) => new()
    {
        FolderId = $"f{i}",
        Version = 1,
        Statuses = new FolderStatuses(Status.Success, i % 3 == 0 ? Status.Declined : Status.Success, Status.Success),
        Drift = i % 2 == 0,
        HeldBack = HeldBack.None,
        IsOverdue = false,
        FirstSeenAt = Now.AddHours(-8 * (i % 5)),
        LastSeenAt = Now,
    };

    private static async Task<PageOf<bool>> PageAsync<T>(Task<PageOf<T>> page, Func<T, bool> isOfList)
    {
        var read = await page;
        return new PageOf<bool>([.. read.Items.Select(isOfList)], read.Next);
    }
}
