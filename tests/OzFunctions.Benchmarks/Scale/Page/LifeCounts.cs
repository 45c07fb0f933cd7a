namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>What a folder costs from its first webhook until its verdict was told.</summary>
/// <param name="Webhooks">Webhooks of it.</param>
/// <param name="Notifications">Notifications of it.</param>
/// <param name="StoredBytes">Bytes that Azure charges for while it is kept.</param>
/// <param name="Tables">Its part of each table.</param>
/// <param name="Queues">Its part of each queue.</param>
internal sealed record LifeCounts(double Webhooks, double Notifications, double StoredBytes, IReadOnlyDictionary<string, TablePart> Tables, IReadOnlyDictionary<string, QueuePart> Queues);
