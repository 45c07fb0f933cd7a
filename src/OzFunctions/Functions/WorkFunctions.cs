using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OzFunctions.Storage;
using OzFunctions.Storage.Queues;
using OzFunctions.Web;
using OzFunctions.Web.Http;
using OzFunctions.Web.Work;

namespace OzFunctions.Functions;

/// <summary>The work queue.</summary>
/// <param name="entry">Where requests come in.</param>
/// <param name="work">Where work comes in.</param>
/// <param name="poison">Puts work back that was set apart.</param>
public sealed class WorkFunctions(HttpEntry entry, WorkEntry work, PoisonEndpoints poison)
{
    /// <summary>Does a piece of work. Only when not even the queue can be reached does it throw; then the message comes again.</summary>
    [Function(nameof(ProcessWork))]
    public Task ProcessWork([QueueTrigger(QueueNames.Work, Connection = StorageExtensions.AccountSetting)] QueueMessage message, CancellationToken cancellationToken) =>
        work.RunAsync(message.MessageText, message.InsertedOn, cancellationToken);

    /// <summary>Puts work back that was set apart.</summary>
    [Function(nameof(ReplayPoison))]
    public Task<IResult> ReplayPoison([HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.ReplayPoison)] HttpRequest request) =>
        entry.RunAdminAsync(request, Routes.ReplayPoison, poison.ReplayAsync);
}
