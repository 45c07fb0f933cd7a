namespace OzFunctions.Benchmarks.Isolation;

/// <summary>The figures of one of the two compared servers.</summary>
/// <param name="Load">The latencies under steady load.</param>
/// <param name="OfWebhook">The resources used per webhook under that load, including all work that follows from it.</param>
/// <param name="Messages">The highest number of messages in its queues, from the first owed webhook to the end of the release.</param>
/// <param name="Untold">The number of acknowledged folders that <c>good</c> was never notified of.</param>
/// <param name="OfIdleSecond">The resources used per second without load; null if there was no such time.</param>
internal sealed record IsolationSide(LoadWindow Load, Usage OfWebhook, int Messages, int Untold, Usage? OfIdleSecond);
