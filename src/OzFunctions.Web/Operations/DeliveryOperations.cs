using Microsoft.AspNetCore.Http;
using OzFunctions.Web.Http;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Notifications;
using OzFunctions.Web.OpenApi;
using OzFunctions.Web.Parameters;
using static OzFunctions.Web.Parameters.KnownParameters;

namespace OzFunctions.Web.Operations;

/// <summary>The operations of deliveries and endpoints.</summary>
internal static class DeliveryOperations
{
    private const string EndpointName = "The endpoint's name in the settings.";
    private const string Tag = "Deliveries";

    public static IReadOnlyList<Operation> All { get; } =
    [
        Operation.Read<DeliveryEndpoints>(Routes.Deliveries, KeyLevel.Admin, new(ParkedState, KnownParameters.Endpoint, Limit, Continuation), static (deliveries, call) => deliveries.ListAsync(call.Request), static () => new(
            Tag, "listDeliveries", "Deliveries that are not delivered",
            Answer.Of(StatusCodes.Status200OK, "A page.", DocumentContext.Default.DeliveriesDocument, Examples.Deliveries))
        {
            Details = "Pending, waiting, held and dead ones, the oldest first.",
        }),

        Operation.Act<DeliveryEndpoints>(
            "POST", Routes.ReplayDeliveries, new(Folder, KnownParameters.Endpoint, From, To, ReplayedState, DryRun), static (deliveries, call) => deliveries.ReplayAsync(call.Request, call.Admin), static () => new(
                Tag, "replayDeliveries", "Replays deliveries",
                Answer.Of(StatusCodes.Status202Accepted, "A run replays them.", DocumentContext.Default.RunAcceptedDocument, Examples.Accepted("replay")))
            {
                Details = "A folder, an endpoint or a time span must be named. A delivery that is not delivered keeps its `webhook-id`; that of a delivered one is `{id}_r{n}`, and its body says `replayOf`.",
            }),

        Operation.Read<EndpointEndpoints>(Routes.Endpoints, KeyLevel.Admin, RouteQuery.None, static (endpoints, call) => endpoints.ListAsync(call.Request), static () => new(
            Tag, "listEndpoints", "The state of each endpoint",
            Answer.Of(StatusCodes.Status200OK, "All endpoints of the settings.", DocumentContext.Default.EndpointsDocument, Examples.Endpoints))
        {
            Details = "Healthy, failing or disabled, since when and why.",
        }),

        Operation.Act<EndpointEndpoints>("POST", Routes.EnableEndpoint, RouteQuery.None, static (endpoints, call) => endpoints.EnableAsync(call.Name, call.Admin), static () => new(
            Tag, "enableEndpoint", "Enables an endpoint, also one that is failing, and releases what waits for it",
            Answer.Of(StatusCodes.Status202Accepted, "It is enabled; what waits is released, and a run brings pending deliveries forward.", DocumentContext.Default.RunAcceptedDocument, Examples.Accepted("enable")),
            NoEndpoint())
        {
            PathParameter = EndpointName,
            Details = "The endpoint counts as healthy again, and its circuit breaker is closed.",
        }),

        Operation.Act<EndpointEndpoints>("POST", Routes.TestEndpoint, RouteQuery.None, static (endpoints, call) => endpoints.TestAsync(call.Name, call.Admin), static () => new(
            Tag, "testEndpoint", "Sends an endpoint one signed `endpoint.test` and waits for its answer",
            Answer.Of(StatusCodes.Status200OK, "It was sent, and is delivered or dead.", DocumentContext.Default.DeliveryDocument, Examples.TestDelivery),
            NoEndpoint())
        {
            PathParameter = EndpointName,
            Details = "One attempt is made, whatever the state of the endpoint, and the state stays as it is.",
        }),
    ];

    private static Answer NoEndpoint() => Answer.Refusal(StatusCodes.Status404NotFound, "not_found", "The settings name no such endpoint.");
}
