using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage.Notifications;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Builders;

/// <summary>Creates a webhook ingest for a given store, without endpoints to notify.</summary>
internal static class Writers
{
    public static WebhookIngest Ingest(IFolderStore store)
    {
        var (clock, settings, table) = (TimeProvider.System, NotificationSettings.None, new FakeTableClient { Exists = true });
        var queue = new FakeWorkQueue(clock);
        var monitor = new EndpointMonitor(new EndpointHealthStore(table), queue, clock);
        var limits = new EndpointLimits(settings, clock);
        var deliveries = new NewDeliveries(settings, new DeliveryStore(table, table), monitor, limits);
        return new WebhookIngest(new FolderWriter(store, queue, new LocalChanges(settings, limits), deliveries, settings, Scopes.Of(new ReconciliationSettings()), Metrics.Unread(), clock, static () => 0));
    }
}
