namespace OzFunctions.Core.Work;

/// <summary>
/// A queue from which a consumer receives work. Every method throws <see cref="StoreUnavailableException"/> when the queue cannot be
/// reached.
/// </summary>
public interface IWorkSource
{
    /// <summary>The name of the queue.</summary>
    WorkQueueName Name { get; }

    /// <summary>Raised when this process has enqueued an item that is due at once, so that a consumer need not wait for its next poll.</summary>
    event Action? Arrived;

    /// <summary>How long a received message stays invisible.</summary>
    TimeSpan VisibilityTimeout { get; }

    /// <summary>Receives messages. A message that is neither deleted nor renewed in time becomes visible again.</summary>
    /// <param name="most">The maximum number of messages, 1 to 32.</param>
    /// <param name="cancellationToken">Cancels the operation; messages that were already received become visible again.</param>
    /// <returns>The messages.</returns>
    Task<IReadOnlyList<WorkMessage>> ReceiveAsync(int most, CancellationToken cancellationToken);

    /// <summary>Extends a message's invisibility by <see cref="VisibilityTimeout"/>, unless another consumer has received it meanwhile.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the operation; the message may then be received again.</param>
    /// <returns>The message with its new receipt; unchanged when another consumer has received it.</returns>
    Task<WorkMessage> RenewAsync(WorkMessage message, CancellationToken cancellationToken);

    /// <summary>Deletes a message, unless another consumer has received it meanwhile.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the operation; the message may then be received again.</param>
    /// <returns>A task that completes when the message is deleted.</returns>
    Task DeleteAsync(WorkMessage message, CancellationToken cancellationToken);

    /// <summary>Replaces a message by its next version, unless another consumer has received it meanwhile. There is never a moment with two messages, so messages cannot multiply while storage fails.</summary>
    /// <param name="message">The message.</param>
    /// <param name="again">The next version.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="cancellationToken">Cancels the operation; the message may then be received again as it was.</param>
    /// <returns>A task that completes when the message is replaced.</returns>
    Task RequeueAsync(WorkMessage message, WorkRequeue again, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Moves a message that cannot be decoded to the poison queue, with its original text.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the operation; the message may then be received again.</param>
    /// <returns>A task that completes when the message is moved.</returns>
    Task PoisonAsync(WorkMessage message, CancellationToken cancellationToken);
}
