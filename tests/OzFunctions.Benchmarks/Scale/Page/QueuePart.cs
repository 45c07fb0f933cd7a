namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>What a folder costs a queue.</summary>
/// <param name="Requests">Requests.</param>
/// <param name="Sent">Messages that are sent.</param>
/// <param name="Received">Messages that are received.</param>
internal sealed record QueuePart(double Requests, double Sent, double Received);
