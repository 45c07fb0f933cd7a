using System.Text.RegularExpressions;
using Azure.Storage.Queues;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Validates endpoints of other kinds than webhooks. A message never quotes a connection string or a key.</summary>
/// <param name="allowsPlaintext">Whether connections without TLS are allowed.</param>
internal sealed partial class DestinationRules(bool allowsPlaintext)
{
    private const string NeedsNetworks = "add the endpoint's network to Notifications:AllowedNetworks.";

    /// <summary>Finds the problems of an endpoint.</summary>
    /// <param name="endpoint">The endpoint, not a webhook.</param>
    /// <param name="setting">The name of its section.</param>
    /// <returns>One sentence for each problem.</returns>
    public IEnumerable<string> Of(EndpointOptions endpoint, string setting) =>
    [
        .. endpoint.Kind switch
        {
            EndpointKind.EventGrid => OfTopic(endpoint, setting),
            EndpointKind.StorageQueue => OfQueue(endpoint, setting),
            _ => OfBus(endpoint, setting),
        },
        .. OfClientId(endpoint, setting),
    ];

    private static IEnumerable<string> OfClientId(EndpointOptions endpoint, string setting)
    {
        if (IsMissing(endpoint.ClientId))
        {
            yield break;
        }

        if (!Guid.TryParse(endpoint.ClientId, out _))
        {
            yield return $"{setting}:ClientId is not the client id of an identity, for example 11111111-2222-3333-4444-555555555555.";
        }

        if (!IsMissing(endpoint.ConnectionString) || !IsMissing(endpoint.AccessKey))
        {
            yield return $"{setting}:ClientId is set together with {(IsMissing(endpoint.AccessKey) ? "ConnectionString" : "AccessKey")}, which holds a key: set only one of the two.";
        }
    }

    private static IEnumerable<string> OfWays(string? connection, string? other, string otherName, EndpointOptions endpoint, string setting) =>
        (IsMissing(connection), IsMissing(other)) switch
        {
            (true, true) => [$"{setting} is of kind {endpoint.Kind}: set ConnectionString, or {otherName} to use an identity."],
            (false, false) => [$"{setting} has both ConnectionString and {otherName}: set only one of the two."],
            _ => [],
        };

    private IEnumerable<string> OfBus(EndpointOptions endpoint, string setting)
    {
        foreach (var failure in OfWays(endpoint.ConnectionString, endpoint.FullyQualifiedNamespace, nameof(endpoint.FullyQualifiedNamespace), endpoint, setting))
        {
            yield return failure;
        }

        var connection = BusConnectionString.TryParse(endpoint.ConnectionString);
        if (!IsMissing(endpoint.ConnectionString) && connection is null)
        {
            yield return $"{setting}:ConnectionString is not a connection string of {endpoint.Kind}, for example Endpoint=sb://...;SharedAccessKeyName=...;SharedAccessKey=....";
        }

        if (connection is { IsEmulator: true } && !allowsPlaintext)
        {
            yield return $"{setting}:ConnectionString is for an emulator, which does not use TLS: {NeedsNetworks}";
        }

        if (!IsMissing(endpoint.FullyQualifiedNamespace) && !(endpoint.FullyQualifiedNamespace!.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(endpoint.FullyQualifiedNamespace) is UriHostNameType.Dns))
        {
            yield return $"{setting}:FullyQualifiedNamespace is not the host name of a namespace, without scheme, port and path, for example bank.servicebus.windows.net.";
        }

        foreach (var failure in OfEntity(endpoint, connection?.EntityPath, BusEntity(), setting))
        {
            yield return failure;
        }
    }

    private static IEnumerable<string> OfEntity(EndpointOptions endpoint, string? path, Regex names, string setting)
    {
        var name = IsMissing(endpoint.EntityName) ? path : endpoint.EntityName;
        if (name is null)
        {
            yield return $"{setting} is of kind {endpoint.Kind}: set EntityName to the name of {What(endpoint.Kind)}.";
        }
        else if (!names.IsMatch(name))
        {
            yield return $"{setting}:EntityName is not the name of {What(endpoint.Kind)}.";
        }

        if (path is not null && !path.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{setting}:EntityName is not the EntityPath of ConnectionString: use a connection string for this entity or for the namespace.";
        }
    }

    private IEnumerable<string> OfQueue(EndpointOptions endpoint, string setting)
    {
        foreach (var failure in OfWays(endpoint.ConnectionString, endpoint.QueueServiceUri, nameof(endpoint.QueueServiceUri), endpoint, setting)
            .Concat(OfEntity(endpoint, null, QueueName(), setting)))
        {
            yield return failure;
        }

        // Our own workers would take its messages and dead-letter them.
        if (QueueNames.All.Contains(endpoint.EntityName))
        {
            yield return $"{setting}:EntityName is the name of a queue of OzFunctions: use another name.";
        }

        if (!IsMissing(endpoint.ConnectionString))
        {
            var service = QueueServiceOf(endpoint.ConnectionString!);
            if (service is null)
            {
                yield return $"{setting}:ConnectionString is not a connection string of a storage account.";
            }
            else if (service.Scheme == Uri.UriSchemeHttp && !allowsPlaintext)
            {
                yield return $"{setting}:ConnectionString has an http endpoint: use https, or {NeedsNetworks}";
            }
        }

        if (!IsMissing(endpoint.QueueServiceUri) && !IsHttps(endpoint.QueueServiceUri!))
        {
            yield return $"{setting}:QueueServiceUri is not an absolute https URL without query, for example https://bank.queue.core.windows.net.";
        }
    }

    private static Uri? QueueServiceOf(string connection)
    {
        try
        {
            return new QueueServiceClient(connection).Uri;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            // The SDK's own message may quote the connection string, which contains a key.
            return null;
        }
    }

    private static IEnumerable<string> OfTopic(EndpointOptions endpoint, string setting)
    {
        if (IsMissing(endpoint.TopicEndpoint))
        {
            yield return $"{setting} is of kind {endpoint.Kind}: set TopicEndpoint, and AccessKey unless an identity is used.";
        }
        else if (!IsHttps(endpoint.TopicEndpoint!))
        {
            yield return $"{setting}:TopicEndpoint is not an absolute https URL without query, for example https://bank.westeurope-1.eventgrid.azure.net/api/events.";
        }
    }

    private static string What(EndpointKind kind) => kind switch
    {
        EndpointKind.ServiceBus => "a queue or topic",
        EndpointKind.EventHubs => "an event hub",
        _ => "a queue (3 to 63 characters of a-z, 0-9 and '-')",
    };

    private static bool IsHttps(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri is { UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 };

    private static bool IsMissing(string? value) => string.IsNullOrEmpty(value);

    // Letters, digits, '.', '-', '_' and, for Service Bus, '/'; at most 260 characters.
    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9._/-]{0,258}[A-Za-z0-9._-])?$")]
    private static partial Regex BusEntity();

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex QueueName();
}
