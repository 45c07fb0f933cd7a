using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using OzFunctions.Web.Http;
using OzFunctions.Web.Keys;

namespace OzFunctions.Web.OpenApi;

/// <summary>The routes of deliveries and endpoints.</summary>
internal static class DeliveryRoutes
{
    private const string Tag = "Deliveries";

    public static void Describe(DescribedRoutes routes)
    {
        routes.Describe("GET", Routes.Deliveries, KeyLevel.Admin, Tag, "listDeliveries", "Deliveries that are not delivered", static () => { })
            .Answers(StatusCodes.Status200OK, "A page.", DocumentContext.Default.DeliveriesDocument, Examples.Deliveries)
            .NeedsStorage();

        routes.Describe("POST", Routes.ReplayDeliveries, KeyLevel.Admin, Tag, "replayDeliveries", "Sends deliveries anew", static () => { })
            .WithDescription("A folder, an endpoint or a time span must be named. A delivery that is not delivered keeps its `webhook-id`; that of a delivered one is `{id}_r{n}`, and its body says `replayOf`.")
            .Answers(StatusCodes.Status202Accepted, "A run does it.", DocumentContext.Default.RunAcceptedDocument, Examples.Accepted("replay"))
            .NeedsStorage();

        routes.Describe("GET", Routes.Endpoints, KeyLevel.Admin, Tag, "listEndpoints", "How endpoints do", static () => { })
            .Answers(StatusCodes.Status200OK, "All endpoints of the settings.", DocumentContext.Default.EndpointsDocument, Examples.Endpoints)
            .NeedsStorage();

        routes.Describe("POST", Routes.EnableEndpoint, KeyLevel.Admin, Tag, "enableEndpoint", "Enables an endpoint, also one that is failing, and releases what waits for it", static ([Description(Texts.Endpoint)] string name) => { })
            .Answers(StatusCodes.Status202Accepted, "It is enabled; what waits is released, and a run hastens what is pending.", DocumentContext.Default.RunAcceptedDocument, Examples.Accepted("enable"))
            .Refuses(StatusCodes.Status404NotFound, "not_found", "The settings name no such endpoint.")
            .NeedsStorage();

        routes.Describe("POST", Routes.TestEndpoint, KeyLevel.Admin, Tag, "testEndpoint", "Sends an endpoint one signed `endpoint.test` and waits for its answer", static ([Description(Texts.Endpoint)] string name) => { })
            .Answers(StatusCodes.Status200OK, "It was sent, and is delivered or dead.", DocumentContext.Default.DeliveryDocument, Examples.TestDelivery)
            .Refuses(StatusCodes.Status404NotFound, "not_found", "The settings name no such endpoint.")
            .NeedsStorage();
    }
}
