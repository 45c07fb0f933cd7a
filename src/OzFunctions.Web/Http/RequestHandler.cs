using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Web.Http;

/// <summary>The entry point of requests in both heads, after the key of the route was checked.</summary>
/// <param name="boundary">Turns exceptions of handlers into problem documents.</param>
/// <param name="guard">Requires an admin key.</param>
/// <param name="check">Rejects parameters that a route does not have.</param>
/// <param name="environment">In Development only requests to this machine's own names are handled.</param>
public sealed class RequestHandler(ErrorBoundary boundary, AdminGuard guard, RequestCheck check, IHostEnvironment environment)
{
    /// <summary>Runs a handler.</summary>
    /// <param name="request">The request.</param>
    /// <param name="route">Its route, one of <see cref="Routes"/>.</param>
    /// <param name="handler">The handler.</param>
    /// <returns>The handler's response, or a problem document.</returns>
    public Task<IResult> RunAsync(HttpRequest request, string route, Func<HttpRequest, Task<IResult>> handler) =>
        EnterAsync(request, route, async () => await check.FindProblemAsync(request, route) ?? await handler(request));

    /// <summary>Runs a handler that requires an admin key.</summary>
    /// <param name="request">The request.</param>
    /// <param name="route">Its route, one of <see cref="Routes"/>.</param>
    /// <param name="handler">The handler; it receives the name of the key.</param>
    /// <returns>The handler's response, 401, or a problem document.</returns>
    public Task<IResult> RunAdminAsync(HttpRequest request, string route, Func<HttpRequest, string, Task<IResult>> handler) =>
        EnterAsync(request, route, () => guard.RunAsync(request, route, async (allowed, admin) => await check.FindProblemAsync(allowed, route) ?? await handler(allowed, admin)));

    private Task<IResult> EnterAsync(HttpRequest request, string route, Func<Task<IResult>> handler)
    {
        CacheRule.Apply(request, route);
        return environment.IsDevelopment() && !LocalHosts.Are(request) ? Task.FromResult(Problems.ForeignHost()) : boundary.RunAsync(request, handler);
    }
}
