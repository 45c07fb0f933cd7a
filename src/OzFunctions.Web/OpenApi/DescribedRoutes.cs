using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Web.OpenApi;

/// <summary>
/// What both heads serve, as the generator of OpenAPI documents reads it. Nothing is served from here: the Functions host has routes of its own
/// kind, so they are described apart from either head.
/// </summary>
/// <param name="services">The services of the generator.</param>
internal sealed class DescribedRoutes(IServiceProvider services) : IEndpointRouteBuilder
{
    /// <inheritdoc/>
    public IServiceProvider ServiceProvider => services;

    /// <inheritdoc/>
    public ICollection<EndpointDataSource> DataSources { get; } = [];

    /// <inheritdoc/>
    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);

    /// <summary>Describes all routes.</summary>
    /// <returns>What the generator reads.</returns>
    public EndpointDataSource DescribeAll()
    {
        WebhookRoutes.Describe(this);
        FolderRoutes.Describe(this);
        DeliveryRoutes.Describe(this);
        ReconciliationRoutes.Describe(this);
        ServiceRoutes.Describe(this);
        return new CompositeEndpointDataSource(DataSources);
    }

    /// <summary>Describes a route.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="route">The pattern, one of <see cref="Routes"/>.</param>
    /// <param name="level">Which key opens it.</param>
    /// <param name="tag">What it is about.</param>
    /// <param name="operationId">Its name, for who generates a client.</param>
    /// <param name="summary">What it does, in a few words.</param>
    /// <param name="pathParameters">A function with the parameters of its path, which is never called. Those of its query are in <see cref="RouteQueries"/>.</param>
    /// <returns>The description, to add to.</returns>
    public RouteHandlerBuilder Describe(string method, string route, KeyLevel level, string tag, string operationId, string summary, Delegate pathParameters)
    {
        var query = RouteQueries.Of(route);
        var described = this.MapMethods($"/{route}", [method], pathParameters)
            .WithMetadata(level, query)
            .WithMetadata(new EndpointNameMetadata(operationId))
            .WithTags(tag)
            .WithSummary(summary);
        described = level is KeyLevel.Anonymous
            ? described
            : described.Refuses(StatusCodes.Status401Unauthorized, level is KeyLevel.Admin ? "admin_unauthorized" : "unauthorized", "No key, or a wrong one. On Azure the host itself answers so where the function key is wrong, without a body.");
        described = query == RouteQuery.Anything ? described : described.RefusesParameters(query);
        return described.Refuses(StatusCodes.Status500InternalServerError, "fault", "A fault of ours. Nothing was acknowledged.");
    }
}
