using System.Collections.Frozen;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Web.Operations;

/// <summary>
/// All operations of the HTTP API. The server maps its routes from here, requests of both heads are checked by it, and the OpenAPI document is
/// generated from it. Only the Functions head names routes and methods once more, in attributes, which hold constants alone; a test compares them.
/// </summary>
public static class OperationTable
{
    /// <summary>The operations.</summary>
    public static IReadOnlyList<Operation> All { get; } =
        [.. WebhookOperations.All, .. FolderOperations.All, .. DeliveryOperations.All, .. RunOperations.All, .. ServiceOperations.All];

    private static readonly FrozenDictionary<string, RouteQuery> Queries = All
        .GroupBy(static operation => operation.Route)
        .ToFrozenDictionary(static route => route.Key, static route => route.First().Query, StringComparer.Ordinal);

    /// <summary>The query parameters of a route, for all its methods.</summary>
    /// <param name="route">The route, one of <see cref="Routes"/>.</param>
    /// <returns>Its parameters.</returns>
    internal static RouteQuery QueryOf(string route) => Queries[route];
}
