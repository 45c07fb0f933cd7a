using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OzFunctions.Web.Http;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Web.Operations;

/// <summary>An operation of the HTTP API: where it is served, to whom, by which handler, and how it is described.</summary>
public sealed class Operation
{
    // Kestrel leaves the body out of answers to HEAD.
    private static readonly string[] Reading = ["GET", "HEAD"];

    private readonly Func<IServiceProvider, Func<Call, Task<IResult>>> _handler;

    private Operation(string route, IReadOnlyList<string> methods, KeyLevel level, RouteQuery query, Func<IServiceProvider, Func<Call, Task<IResult>>> handler) =>
        (Route, Methods, Level, Query, _handler) = (route, methods, level, query, handler);

    /// <summary>The pattern, one of <see cref="Routes"/>.</summary>
    public string Route { get; }

    /// <summary>The HTTP methods, in upper case.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>Which key opens it.</summary>
    public KeyLevel Level { get; }

    /// <summary>Its query parameters.</summary>
    internal RouteQuery Query { get; }

    /// <summary>Makes its description when the document is generated; null for pages and documents, which are not part of the API.</summary>
    internal Func<Description>? Describe { get; init; }

    /// <summary>Makes the function that serves it, behind the checks that both heads make.</summary>
    /// <param name="services">The services, <see cref="WebExtensions.AddOzWeb"/> among them.</param>
    /// <returns>The function. It does not check the key of the route, which the Functions host does on Azure.</returns>
    public Func<HttpRequest, Task<IResult>> Bind(IServiceProvider services)
    {
        var requests = services.GetRequiredService<RequestHandler>();
        var handler = _handler(services);
        return Level is KeyLevel.Admin
            ? request => requests.RunAdminAsync(request, Route, (allowed, admin) => handler(new Call(allowed, admin)))
            : request => requests.RunAsync(request, Route, allowed => handler(new Call(allowed, "")));
    }

    /// <summary>An operation that reads: GET and HEAD.</summary>
    /// <param name="route">The pattern.</param>
    /// <param name="level">Which key opens it.</param>
    /// <param name="query">Its query parameters.</param>
    /// <param name="handle">Calls the handler.</param>
    /// <param name="describe">Describes it; null for what is not part of the API.</param>
    /// <typeparam name="T">The service that handles it.</typeparam>
    /// <returns>The operation.</returns>
    internal static Operation Read<T>(string route, KeyLevel level, RouteQuery query, Func<T, Call, Task<IResult>> handle, Func<Description>? describe = null)
        where T : notnull => Of(route, Reading, level, query, handle, describe);

    /// <summary>An operation that acts, and therefore needs an admin key.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="route">The pattern.</param>
    /// <param name="query">Its query parameters.</param>
    /// <param name="handle">Calls the handler.</param>
    /// <param name="describe">Describes it.</param>
    /// <typeparam name="T">The service that handles it.</typeparam>
    /// <returns>The operation.</returns>
    internal static Operation Act<T>(string method, string route, RouteQuery query, Func<T, Call, Task<IResult>> handle, Func<Description> describe)
        where T : notnull => Of(route, [method], KeyLevel.Admin, query, handle, describe);

    /// <summary>An operation with methods of its own.</summary>
    /// <param name="route">The pattern.</param>
    /// <param name="methods">The HTTP methods, in upper case.</param>
    /// <param name="level">Which key opens it.</param>
    /// <param name="query">Its query parameters.</param>
    /// <param name="handle">Calls the handler.</param>
    /// <param name="describe">Describes it; null for what is not part of the API.</param>
    /// <typeparam name="T">The service that handles it.</typeparam>
    /// <returns>The operation.</returns>
    internal static Operation Of<T>(string route, IReadOnlyList<string> methods, KeyLevel level, RouteQuery query, Func<T, Call, Task<IResult>> handle, Func<Description>? describe)
        where T : notnull => new(route, methods, level, query, services =>
        {
            var handler = services.GetRequiredService<T>();
            return call => handle(handler, call);
        })
        {
            Describe = describe,
        };

    /// <summary>A page or file of the assembly, which anybody may read.</summary>
    /// <param name="route">The pattern.</param>
    /// <param name="handle">Reads it.</param>
    /// <returns>The operation.</returns>
    internal static Operation File(string route, Func<Call, IResult> handle) =>
        new(route, Reading, KeyLevel.Anonymous, RouteQuery.Anything, _ => call => Task.FromResult(handle(call)));
}
