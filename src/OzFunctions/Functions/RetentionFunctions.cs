using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OzFunctions.Web;
using OzFunctions.Web.Http;
using OzFunctions.Web.Removal;

namespace OzFunctions.Functions;

/// <summary>Starts runs of retention: on the schedule, and for an admin.</summary>
/// <param name="handler">Runs the handlers of requests.</param>
/// <param name="retention">Starts runs for an admin.</param>
/// <param name="schedule">Starts runs on the schedule.</param>
public sealed class RetentionFunctions(RequestHandler handler, RetentionEndpoints retention, RetentionSchedule schedule)
{
    /// <summary>Starts a run on the schedule. The host triggers it on one instance.</summary>
    [Function(nameof(Retention))]
    [SuppressMessage("Style", "IDE0060", Justification = "The timer trigger needs the parameter.")]
    public Task Retention([TimerTrigger("%Retention:Schedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        schedule.TickAsync(occurrence: null, cancellationToken);

    /// <summary>Starts a run now.</summary>
    [Function(nameof(RetainNow))]
    public Task<IResult> RetainNow([HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Retention)] HttpRequest request) =>
        handler.RunAdminAsync(request, Routes.Retention, retention.StartAsync);
}
