using System.Collections.Frozen;
using static OzFunctions.Web.Parameters.KnownParameters;

namespace OzFunctions.Web.Parameters;

/// <summary>The query parameters of each route, for all its methods. Requests are checked against them, and the OpenAPI document is generated from them.</summary>
internal static class RouteQueries
{
    private static readonly FrozenDictionary<string, RouteQuery> All = new Dictionary<string, RouteQuery>
    {
        [Routes.Folders] = new(Day, ResolutionStatus, SystemResolution, WorstResolution, HeldBack, Drift, Limit, Continuation) { HasMetadata = true },
        [Routes.Folder] = RouteQuery.None,
        [Routes.FolderHistory] = new(Limit, Continuation),
        [Routes.Open] = new(Reason, Limit, Continuation),
        [Routes.Stats] = new(Days),
        [Routes.RejectedWebhooks] = new(Day, Limit, Continuation),
        [Routes.Deliveries] = new(ParkedState, Endpoint, Limit, Continuation),
        [Routes.ReplayDeliveries] = new(Folder, Endpoint, From, To, ReplayedState, DryRun),
        [Routes.Endpoints] = RouteQuery.None,
        [Routes.EnableEndpoint] = RouteQuery.None,
        [Routes.TestEndpoint] = RouteQuery.None,
        [Routes.Reconcile] = new(From, To, CompareOnly),
        [Routes.Retention] = new(ClockConfirmed),
        [Routes.Runs] = new(Kind, Limit, Continuation),
        [Routes.Run] = RouteQuery.None,
        [Routes.RunReport] = new(Format),
        [Routes.ReplayPoison] = new(DryRun),

        // Oz, or a gateway in front of this server, may add parameters to the configured URL.
        [Routes.OzWebhooks] = RouteQuery.Anything,

        // Their responses depend on no parameter, and probes, caches and links add their own.
        [Routes.Live] = RouteQuery.Anything,
        [Routes.Ready] = RouteQuery.Anything,
        [Routes.OpenApi] = RouteQuery.Anything,
        [Routes.Dashboard] = RouteQuery.Anything,
        [Routes.DashboardFile] = RouteQuery.Anything,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The parameters of a route.</summary>
    /// <param name="route">The route, one of <see cref="Routes"/>.</param>
    /// <returns>Its parameters.</returns>
    public static RouteQuery Of(string route) => All[route];
}
