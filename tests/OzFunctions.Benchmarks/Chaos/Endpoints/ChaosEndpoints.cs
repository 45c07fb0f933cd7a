using OzFunctions.Core.Notifications;
using OzFunctions.Server.Azurite;

namespace OzFunctions.Benchmarks.Chaos.Endpoints;

/// <summary>The bank's systems of a run: a webhook that is well, and an endpoint of each kind, each with a trouble of its own.</summary>
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
        var next = new Queue<EndpointTrouble>(troubles);
        EndpointTemper Next(bool mayBeGone = false) => new(next.Dequeue() is var trouble && (trouble is not EndpointTrouble.Gone || mayBeGone) ? trouble : next.Dequeue(), seed);
        return
        [
            new WebhookEndpoint("well", new(EndpointTrouble.None, seed), NotificationFormat.StandardWebhooks) { Events = [NotificationTypes.FolderResolutionChanged, NotificationTypes.GroupResolutionChanged] },
            new WebhookEndpoint("webhook", Next(mayBeGone: true), NotificationFormat.StandardWebhooks),
            new WebhookEndpoint("cloud-events", Next(mayBeGone: true), NotificationFormat.CloudEvents),
            new EventGridEndpoint(Next()),
            new BrokerEndpoint("service-bus", Next(), EndpointKind.ServiceBus),
            new BrokerEndpoint("event-hubs", Next(), EndpointKind.EventHubs),
            new StorageQueueEndpoint(Next(), ports),
        ];
    }
}
