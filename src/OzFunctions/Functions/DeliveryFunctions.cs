using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OzFunctions.Web;
using OzFunctions.Web.Http;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Functions;

/// <summary>Deliveries of notifications.</summary>
/// <param name="handler">Runs the handlers of requests.</param>
/// <param name="deliveries">Shows and replays them.</param>
public sealed class DeliveryFunctions(RequestHandler handler, DeliveryEndpoints deliveries)
{
    /// <summary>Lists undelivered deliveries.</summary>
    [Function(nameof(Deliveries))]
    public Task<IResult> Deliveries([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Deliveries)] HttpRequest request) =>
        handler.RunAdminAsync(request, Routes.Deliveries, (_, _) => deliveries.ListAsync(request));

    /// <summary>Replays deliveries.</summary>
    [Function(nameof(ReplayDeliveries))]
    public Task<IResult> ReplayDeliveries([HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.ReplayDeliveries)] HttpRequest request) =>
        handler.RunAdminAsync(request, Routes.ReplayDeliveries, deliveries.ReplayAsync);
}
