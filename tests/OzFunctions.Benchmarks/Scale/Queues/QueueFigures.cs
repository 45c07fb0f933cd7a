namespace OzFunctions.Benchmarks.Scale.Queues;

/// <summary>The operations of a queue.</summary>
/// <param name="Requests">The number of requests, without polls that found nothing, because the number of those depends only on time.</param>
/// <param name="Sent">The number of sent messages.</param>
/// <param name="Received">The number of received messages. On Azure Functions each is one execution.</param>
internal readonly record struct QueueFigures(long Requests, long Sent, long Received)
{
    /// <summary>Adds figures.</summary>
    /// <param name="left">The first figures.</param>
    /// <param name="right">The other figures.</param>
    /// <returns>The sum.</returns>
    public static QueueFigures operator +(QueueFigures left, QueueFigures right) => new(left.Requests + right.Requests, left.Sent + right.Sent, left.Received + right.Received);

    /// <summary>Subtracts figures.</summary>
    /// <param name="left">The later figures.</param>
    /// <param name="right">The earlier figures.</param>
    /// <returns>The difference.</returns>
    public static QueueFigures operator -(QueueFigures left, QueueFigures right) => new(left.Requests - right.Requests, left.Sent - right.Sent, left.Received - right.Received);
}
