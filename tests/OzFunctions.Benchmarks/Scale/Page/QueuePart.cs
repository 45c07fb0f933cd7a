namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>The cost of a folder in one queue.</summary>
/// <param name="Requests">Requests.</param>
/// <param name="Sent">Sent messages.</param>
/// <param name="Received">Received messages.</param>
internal sealed record QueuePart(double Requests, double Sent, double Received);
