using Microsoft.AspNetCore.Http;
using OzFunctions.Web.Health;
using OzFunctions.Web.Http;
using OzFunctions.Web.Keys;

namespace OzFunctions.Web.OpenApi;

/// <summary>The routes of the service itself.</summary>
internal static class ServiceRoutes
{
    private const string Tag = "Service";

    public static void Describe(DescribedRoutes routes)
    {
        routes.Describe("GET", Routes.Live, KeyLevel.Anonymous, Tag, "getLive", "Whether the process runs", static () => { })
            .Answers(StatusCodes.Status200OK, "It does.", DocumentContext.Default.HealthDocument, new HealthDocument("live"));

        routes.Describe("GET", Routes.Ready, KeyLevel.Anonymous, Tag, "getReady", "Whether it can serve", static () => { })
            .Answers(StatusCodes.Status200OK, "It can. Where Oz cannot be asked, webhooks are taken all the same, and a warning says why.", DocumentContext.Default.HealthDocument, new HealthDocument("ready"))
            .NeedsStorage();
    }
}
