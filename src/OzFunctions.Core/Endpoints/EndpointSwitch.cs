using System.Text.Json;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Endpoints;

/// <summary>Disables and enables endpoints.</summary>
/// <param name="settings">The endpoints.</param>
/// <param name="monitor">Knows how they do.</param>
/// <param name="deliveries">Remembers deliveries.</param>
/// <param name="queue">The work queue.</param>
/// <param name="time">The clock.</param>
public sealed class EndpointSwitch(
    NotificationSettings settings,
    EndpointMonitor monitor,
    IDeliveryStore deliveries,
    IWorkQueue queue,
    TimeProvider time)
{
    private const string Prefix = "endpoint|";

    /// <summary>Whose the notifications about an endpoint are. No folder has such an id.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <returns><c>endpoint|{name}</c>.</returns>
    public static string FolderOf(string name) => $"{Prefix}{name}";

    /// <summary>Which endpoint notifications are about.</summary>
    /// <param name="folder">Whose they are.</param>
    /// <returns>The endpoint's name; null when they are about a folder.</returns>
    internal static string? EndpointOf(string folder) => folder.StartsWith(Prefix, StringComparison.Ordinal) ? folder[Prefix.Length..] : null;

    /// <summary>Disables an endpoint and tells the others. Does nothing when it is disabled.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="because">Why, as a sentence.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when it is disabled.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task DisableAsync(string name, string because, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();

        // The time stands before anything else is done: it numbers the notification, so that doing this twice tells it once.
        var health = await monitor.ChangeAsync(name, current => current.FailingSince is null ? current with { FailingSince = now } : current, cancellationToken);
        if (health.IsDisabled)
        {
            return;
        }

        var told = settings.Endpoints.Where(endpoint => endpoint.Name != name && endpoint.Wants(NotificationTypes.EndpointDisabled)).ToList();
        if (told.Count > 0)
        {
            await TellAsync(name, because, health.FailingSince!.Value, now, told, cancellationToken);
        }

        await monitor.ChangeAsync(name, current => current.IsDisabled ? current : current.TurnedDisabled(now, because), cancellationToken);
    }

    /// <summary>Enables an endpoint, also one that is failing. What waits for it is released apart.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is enabled.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task EnableAsync(string name, CancellationToken cancellationToken)
    {
        monitor.Forget(name);
        return monitor.ChangeAsync(name, static current => current.TurnedWell(), cancellationToken);
    }

    private async Task TellAsync(
        string name,
        string because,
        DateTimeOffset since,
        DateTimeOffset now,
        List<NotificationEndpoint> told,
        CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new EndpointDisabledData(name, because, JsonTime.Text(since), JsonTime.Text(now)), EndpointDataContext.Default.EndpointDisabledData);

        // Tests of an endpoint are numbered by seconds, so that none of them takes this number.
        var version = since.ToUnixTimeMilliseconds();
        var owed = told.ConvertAll(endpoint => new Delivery
        {
            Folder = FolderOf(name),
            Key = new DeliveryKey(version, NotificationTypes.EndpointDisabled, endpoint.Name),
            At = now,
        });

        await deliveries.TryAddAsync(FolderOf(name), version, new NotificationData(now, json), owed, cancellationToken);
        foreach (var delivery in owed)
        {
            await queue.EnqueueAsync(new DeliverWork(delivery.Folder, delivery.Key.ToString(), delivery.Attempt), TimeSpan.Zero, cancellationToken);
        }
    }
}
