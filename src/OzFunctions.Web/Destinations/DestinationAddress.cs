using Azure.Storage.Queues;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>The addresses of endpoints. The settings must have passed <see cref="DestinationRules"/>.</summary>
internal static class DestinationAddress
{
    /// <summary>The address of an endpoint, without secrets: the service, with the name of the queue, topic or hub as its path.</summary>
    public static Uri Of(EndpointOptions endpoint) => endpoint.Kind switch
    {
        EndpointKind.Webhook => new Uri(endpoint.Url),
        EndpointKind.EventGrid => new Uri(endpoint.TopicEndpoint!),
        EndpointKind.StorageQueue => OfQueue(endpoint),
        _ => new Uri(OfNamespace(endpoint), EntityOf(endpoint)),
    };

    /// <summary>The name of a queue, topic or hub: the one in the settings, or else the one in the connection string.</summary>
    public static string EntityOf(EndpointOptions endpoint) =>
        endpoint.EntityName is { Length: > 0 } name ? name : BusConnectionString.TryParse(endpoint.ConnectionString)!.EntityPath!;

    private static Uri OfNamespace(EndpointOptions endpoint) => BusConnectionString.TryParse(endpoint.ConnectionString) is { } connection
        ? new Uri(connection.Endpoint.GetLeftPart(UriPartial.Authority))
        : new Uri($"sb://{endpoint.FullyQualifiedNamespace}");

    private static Uri OfQueue(EndpointOptions endpoint)
    {
        var uri = endpoint.ConnectionString is { Length: > 0 } connection
            ? new QueueClient(connection, endpoint.EntityName).Uri
            : new Uri($"{endpoint.QueueServiceUri!.TrimEnd('/')}/{endpoint.EntityName}");

        // The query may hold a shared access signature.
        return new Uri(uri.GetLeftPart(UriPartial.Path));
    }
}
