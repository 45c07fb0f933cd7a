namespace OzFunctions.Core.Work;

/// <summary>A queue from which a consumer takes work. Every method throws <see cref="StoreUnavailableException"/> when the queue cannot be reached.</summary>
public interface IWorkSource
{
    /// <summary>Which queue it is.</summary>
    WorkQueueName Name { get; }

    /// <summary>Raised when this process enqueued something that is due at once: there is no need to wait for the next poll.</summary>
    event Action? Arrived;

    /// <summary>How long a message that was taken stays away before it comes again.</summary>
    TimeSpan VisibilityTimeout { get; }

    /// <summary>Takes messages. Who does not delete one in time, nor renews it, sees it come again.</summary>
    /// <param name="most">How many at most, 1 to 32.</param>
    /// <param name="cancellationToken">Gives up; what was taken then comes again.</param>
    /// <returns>The messages.</returns>
    Task<IReadOnlyList<WorkMessage>> ReceiveAsync(int most, CancellationToken cancellationToken);

    /// <summary>Keeps a message away for as long again, unless somebody else took it meanwhile.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up; the message may then come again.</param>
    /// <returns>The message with the receipt that is valid now; as it was, where somebody else took it.</returns>
    Task<WorkMessage> RenewAsync(WorkMessage message, CancellationToken cancellationToken);

    /// <summary>Deletes a message, unless somebody else took it meanwhile.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up; the message may then come again.</param>
    /// <returns>A task that ends when it is deleted.</returns>
    Task DeleteAsync(WorkMessage message, CancellationToken cancellationToken);

    /// <summary>Moves a message that cannot be decoded to the poison queue, as it came.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up; the message may then come again.</param>
    /// <returns>A task that ends when it is moved.</returns>
    Task PoisonAsync(WorkMessage message, CancellationToken cancellationToken);
}
