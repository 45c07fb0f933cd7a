namespace OzFunctions.Benchmarks.Scale.Queues;

/// <summary>What happened to a queue.</summary>
/// <param name="Requests">The requests to it, without the polls that found nothing: how many of those there are depends on time alone.</param>
/// <param name="Sent">The messages that were sent.</param>
/// <param name="Received">The messages that were received. On Azure Functions each is an execution.</param>
internal readonly record struct QueueFigures(long Requests, long Sent, long Received)
{
    /// <summary>Adds figures.</summary>
    /// <param name="left">Some.</param>
    /// <param name="right">Others.</param>
    /// <returns>Both together.</returns>
    public static QueueFigures operator +(QueueFigures left, QueueFigures right) => new(left.Requests + right.Requests, left.Sent + right.Sent, left.Received + right.Received);

    /// <summary>Takes figures off.</summary>
    /// <param name="left">Later ones.</param>
    /// <param name="right">Earlier ones.</param>
    /// <returns>What came between them.</returns>
    public static QueueFigures operator -(QueueFigures left, QueueFigures right) => new(left.Requests - right.Requests, left.Sent - right.Sent, left.Received - right.Received);
}
