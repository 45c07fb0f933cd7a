using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OzFunctions.Web;
using OzFunctions.Web.Http;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Functions;

/// <summary>The endpoints of notifications.</summary>
/// <param name="handler">Runs the handlers of requests.</param>
/// <param name="endpoints">Shows, enables and tests them.</param>
public sealed class EndpointFunctions(RequestHandler handler, EndpointEndpoints endpoints)
{
    /// <summary>Shows the state of each endpoint.</summary>
    [Function(nameof(Endpoints))]
    public Task<IResult> Endpoints([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Endpoints)] HttpRequest request) =>
        handler.RunAdminAsync(request, Routes.Endpoints, (_, _) => endpoints.ListAsync(request));

    /// <summary>Enables one and releases what is held for it.</summary>
    [Function(nameof(EnableEndpoint))]
    public Task<IResult> EnableEndpoint([HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.EnableEndpoint)] HttpRequest request, string name) =>
        handler.RunAdminAsync(request, Routes.EnableEndpoint, (_, admin) => endpoints.EnableAsync(name, admin));

    /// <summary>Sends one a test.</summary>
    [Function(nameof(TestEndpoint))]
    public Task<IResult> TestEndpoint([HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.TestEndpoint)] HttpRequest request, string name) =>
        handler.RunAdminAsync(request, Routes.TestEndpoint, (_, admin) => endpoints.TestAsync(name, admin));
}
