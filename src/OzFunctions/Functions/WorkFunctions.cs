using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OzFunctions.Core.Work;
using OzFunctions.Storage;
using OzFunctions.Web;
using OzFunctions.Web.Http;
using OzFunctions.Web.Work;

namespace OzFunctions.Functions;

/// <summary>The work queues.</summary>
/// <param name="handler">Runs the handlers of requests.</param>
/// <param name="messages">Where work comes in.</param>
/// <param name="poison">Requeues poison messages.</param>
public sealed class WorkFunctions(RequestHandler handler, HostMessages messages, PoisonEndpoints poison)
{
    /// <summary>Follows up a changed folder. Throws only when the queue cannot be reached; the host then delivers the message again.</summary>
    [Function(nameof(ProcessChange))]
    public Task ProcessChange([QueueTrigger(QueueNames.Changes, Connection = StorageExtensions.AccountSetting)] QueueMessage message, CancellationToken cancellationToken) =>
        RunAsync(WorkQueueName.Changes, message, cancellationToken);

    /// <summary>Makes an attempt at a delivery.</summary>
    [Function(nameof(ProcessDelivery))]
    public Task ProcessDelivery([QueueTrigger(QueueNames.Deliveries, Connection = StorageExtensions.AccountSetting)] QueueMessage message, CancellationToken cancellationToken) =>
        RunAsync(WorkQueueName.Deliveries, message, cancellationToken);

    /// <summary>Asks Oz about a folder.</summary>
    [Function(nameof(ProcessRefresh))]
    public Task ProcessRefresh([QueueTrigger(QueueNames.Refreshes, Connection = StorageExtensions.AccountSetting)] QueueMessage message, CancellationToken cancellationToken) =>
        RunAsync(WorkQueueName.Refreshes, message, cancellationToken);

    /// <summary>Makes a step of a run.</summary>
    [Function(nameof(ProcessRun))]
    public Task ProcessRun([QueueTrigger(QueueNames.Runs, Connection = StorageExtensions.AccountSetting)] QueueMessage message, CancellationToken cancellationToken) =>
        RunAsync(WorkQueueName.Runs, message, cancellationToken);

    /// <summary>Requeues poison messages.</summary>
    [Function(nameof(ReplayPoison))]
    public Task<IResult> ReplayPoison([HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.ReplayPoison)] HttpRequest request) =>
        handler.RunAdminAsync(request, Routes.ReplayPoison, poison.ReplayAsync);

    private Task RunAsync(WorkQueueName from, QueueMessage message, CancellationToken cancellationToken) =>
        messages.RunAsync(from, message.MessageText, message.InsertedOn, message.DequeueCount, cancellationToken);
}
