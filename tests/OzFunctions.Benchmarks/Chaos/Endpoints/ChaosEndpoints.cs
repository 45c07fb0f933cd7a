using OzFunctions.Core.Notifications;
using OzFunctions.Server.Azurite;

namespace OzFunctions.Benchmarks.Chaos.Endpoints;

/// <summary>The bank's systems of a run: a healthy webhook, and an endpoint of each kind, each with a trouble of its own.</summary>
internal static class ChaosEndpoints
{
    /// <summary>Makes them.</summary>
    /// <param name="seed">Decides which has which trouble.</param>
    /// <param name="ports">The ports of Azurite.</param>
    /// <param name="hasNames">Whether a name server of our own can be had.</param>
    /// <returns>The endpoints, not started.</returns>
    public static IReadOnlyList<ChaosEndpoint> Of(int seed, AzuritePorts ports, bool hasNames)
    {
        var troubles = Enum.GetValues<EndpointTrouble>().Where(trouble => trouble is not EndpointTrouble.None && (hasNames || trouble is not EndpointTrouble.HasNoAddress)).ToArray();
        new Random(seed).Shuffle(troubles);
        var left = troubles.ToList();
        EndpointBehavior Next(params EndpointTrouble[] impossible)
        {
            var trouble = left.First(one => !impossible.Contains(one));
            left.Remove(trouble);
            return new(trouble, seed);
        }

        return
        [
            new WebhookEndpoint("healthy", new(EndpointTrouble.None, seed), NotificationFormat.StandardWebhooks) { Events = [NotificationTypes.FolderResolutionChanged, NotificationTypes.GroupResolutionChanged] },
            new WebhookEndpoint("webhook", Next(), NotificationFormat.StandardWebhooks),
            new WebhookEndpoint("cloud-events", Next(), NotificationFormat.CloudEvents),
            new EventGridEndpoint(Next(EndpointTrouble.Gone)),
            new BrokerEndpoint("service-bus", Next(EndpointTrouble.Gone), EndpointKind.ServiceBus),
            new BrokerEndpoint("event-hubs", Next(EndpointTrouble.Gone), EndpointKind.EventHubs),
            // The SDK takes the first part of a path for the account only behind an IP address.
            new StorageQueueEndpoint(Next(EndpointTrouble.Gone, EndpointTrouble.HasNoAddress), ports),
        ];
    }
}
