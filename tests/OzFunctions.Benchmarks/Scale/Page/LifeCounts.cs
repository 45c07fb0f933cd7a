namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>The cost of a folder from its first webhook until its verdict was notified.</summary>
/// <param name="Webhooks">Its number of webhooks.</param>
/// <param name="Notifications">Its number of notifications.</param>
/// <param name="StoredBytes">The bytes that Azure charges for while the folder is stored.</param>
/// <param name="Tables">Its share of the cost of each table.</param>
/// <param name="Queues">Its share of the cost of each queue.</param>
internal sealed record LifeCounts(double Webhooks, double Notifications, double StoredBytes, IReadOnlyDictionary<string, TablePart> Tables, IReadOnlyDictionary<string, QueuePart> Queues);
