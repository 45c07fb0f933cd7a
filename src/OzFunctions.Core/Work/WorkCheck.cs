using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Core.Work;

/// <summary>
/// Recognises items that this software enqueues. People and other software may put anything into a queue: what cannot be ours must not reach a handler,
/// and must not grow when it is requeued.
/// </summary>
internal static class WorkCheck
{
    // More than 10 years of requeuing every 5 minutes.
    private const int MaxCount = 1_100_000;

    // More than twice the longest delivery key.
    private const int MaxKeyLength = 256;

    // The most rows of the transaction that stores them. Together with the longest keys this stays below the length that WorkFormat reads.
    private const int MaxDeliveries = 100;

    private static readonly int AllReasons = Enum.GetValues<RefreshReasons>().Aggregate(0, static (all, one) => all | (int)one);
    private static readonly string EndpointPrefix = EndpointSwitch.FolderOf(name: "");

    /// <summary>Whether an item may be one of ours.</summary>
    /// <param name="item">The item.</param>
    /// <returns>False when an id, a key or a number is not one that we write.</returns>
    public static bool IsOurs(WorkItem item) => IsCount(item.PutBacks) && IsCount(item.Faults) && IsCount(item.Failures) && item.DelaySeconds >= 0 && item switch
    {
        ChangedWork work => IsFolder(work.Folder) && work.Version > 0 && work.Deliveries.Count <= MaxDeliveries && work.Deliveries.All(IsDelivery) && IsReason(work.Refresh),
        DeliverWork work => (IsFolder(work.Folder) || IsEndpoint(work.Folder)) && IsDelivery(work.Delivery) && work.Attempt > 0,
        ProbeWork work => IsKey(work.Endpoint) && work.Turn > 0 && work.Probe > 0,
        RefreshWork work => IsFolder(work.Folder) && work.Reason is not RefreshReasons.None && IsReason(work.Reason) && work.Round >= 0,
        RunWork work => RunId.TryParse(work.Run) is not null && work.Step >= 0,
        _ => false,
    };

    private static bool IsCount(int count) => count is >= 0 and < MaxCount;

    private static bool IsFolder(string text) => OzId.TryNormalise(text, out var id) && id == text;

    private static bool IsEndpoint(string text) => text.StartsWith(EndpointPrefix, StringComparison.Ordinal) && IsKey(text);

    private static bool IsDelivery(string? text) => text is not null && IsKey(text) && DeliveryKey.TryParse(text)?.ToString() == text;

    private static bool IsKey(string text) => text.Length is > 0 and <= MaxKeyLength && text.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '|' or '.' or '_' or '-');

    private static bool IsReason(RefreshReasons reasons) => ((int)reasons & ~AllReasons) == 0;
}
