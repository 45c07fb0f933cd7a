using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace OzFunctions.Storage.Queues;

/// <summary>A queue that is created when it is first found missing.</summary>
/// <param name="client">The SDK's client of the queue.</param>
internal sealed class LazyQueue(QueueClient client) : LazyResource<QueueClient>(client)
{
    /// <inheritdoc/>
    public override string Description => $"queue {Client.Name}";

    /// <inheritdoc/>
    protected override bool IsConflict(RequestFailedException e) => e.ErrorCode == QueueErrorCode.MessageNotFound || e.ErrorCode == QueueErrorCode.PopReceiptMismatch;

    /// <inheritdoc/>
    protected override bool IsMissing(RequestFailedException e) => e.ErrorCode == QueueErrorCode.QueueNotFound;

    /// <inheritdoc/>
    protected override Task CreateAsync(CancellationToken cancellationToken) => Client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
}
