using System.Collections;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;

namespace OzFunctions.Web.Work;

/// <summary>The log entry of a work item: a sentence, and named ids to search for. Unknown ids are omitted.</summary>
/// <param name="report">The result of the item.</param>
/// <param name="kind">Its kind.</param>
internal sealed class WorkLogState(WorkReport report, string kind) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _values =
    [
        new("Kind", kind),
        new("Result", report.Result),
        .. IdsOf(report.Item),
    ];

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <inheritdoc/>
    public KeyValuePair<string, object?> this[int index] => _values[index];

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => report.Detail;

    private static IEnumerable<KeyValuePair<string, object?>> IdsOf(WorkItem? item) => item switch
    {
        ChangedWork work => [new("FolderId", work.Folder), new("Version", work.Version)],
        DeliverWork work => [new("FolderId", work.Folder), new("Endpoint", DeliveryKey.TryParse(work.Delivery)?.Endpoint)],
        RefreshWork work => [new("FolderId", work.Folder)],
        RunWork work => [new("RunId", work.Run)],
        _ => [],
    };
}
