using System.Text.Json;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Endpoints;

/// <summary>Disables and enables endpoints.</summary>
/// <param name="settings">The notification settings.</param>
/// <param name="monitor">Reads and changes the endpoints' health.</param>
/// <param name="deliveries">The delivery store.</param>
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

    // Longer than the write that follows takes, so that the notification can be taken back before it is sent.
    private static readonly TimeSpan SentAfter = TimeSpan.FromSeconds(2);

    /// <summary>The folder id under which notifications about an endpoint are stored. No Oz folder has such an id.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <returns><c>endpoint|{name}</c>.</returns>
    public static string FolderOf(string name) => $"{Prefix}{name}";

    /// <summary>The name of the endpoint that the notifications under a folder id are about; null when they are about a folder.</summary>
    internal static string? EndpointOf(string folder) => folder.StartsWith(Prefix, StringComparison.Ordinal) ? folder[Prefix.Length..] : null;

    /// <summary>Disables an endpoint because of an attempt, and notifies the others. Does nothing when the endpoint is already disabled.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="because">The reason, as a sentence.</param>
    /// <param name="turn">The value of <see cref="EndpointHealth.Turn"/> when the attempt began.</param>
    /// <param name="failingSince">Since when every attempt failed, UTC, if that is the reason; null for any other.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>Whether the endpoint is disabled; false when it recovered or was enabled after the attempt began, or an attempt succeeded since the given time.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<bool> DisableAsync(string name, string because, int turn, DateTimeOffset? failingSince, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();

        // The time is stored first because it numbers the notification: a repetition then creates no second one.
        var health = await monitor.ChangeAsync(name, current => current.FailingSince is null && MayDisable(current) ? current with { FailingSince = now } : current, cancellationToken);
        if (health.IsDisabled || !MayDisable(health))
        {
            return health.IsDisabled;
        }

        var added = await NotifyAsync(name, because, health.FailingSince!.Value, now, cancellationToken);
        health = await monitor.ChangeAsync(name, current => MayDisable(current) && !current.IsDisabled ? current.TurnedDisabled(now, because) : current, cancellationToken);
        if (!health.IsDisabled)
        {
            await TakeBackAsync(added, cancellationToken);
        }

        return health.IsDisabled;

        // The caller's copy of the row may be half a minute old, and another process may have delivered something since.
        bool MayDisable(EndpointHealth current) => current.MayBeDisabledBy(turn) && (failingSince is null || current.FailingSince == failingSince);
    }

    /// <summary>Enables a disabled or failing endpoint. Does not release its waiting deliveries.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="asOf">When this was asked for, UTC, if it may have been done since: leaves an endpoint alone that is healthy, or failed afterwards; null to enable it now.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task that completes when the endpoint is enabled.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task EnableAsync(string name, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        monitor.Forget(name);
        return monitor.ChangeAsync(name, current => asOf is not null && MayBeDone(current) ? current : current.TurnedHealthy(), cancellationToken);

        bool MayBeDone(EndpointHealth current) => current.State is EndpointState.Healthy || (current.DisabledAt ?? current.FailingSince) > asOf;
    }

    private async Task<IReadOnlyList<Delivery>> NotifyAsync(string name, string because, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Milliseconds, because endpoint tests are numbered in seconds and must not collide.
        var version = since.ToUnixTimeMilliseconds();
        var owed = settings.Endpoints
            .Where(endpoint => endpoint.Name != name && endpoint.Wants(NotificationTypes.EndpointDisabled))
            .Select(endpoint => new Delivery
            {
                Folder = FolderOf(name),
                Key = new DeliveryKey(version, NotificationTypes.EndpointDisabled, endpoint.Name),
                At = now,
            })
            .ToList();
        if (owed.Count == 0)
        {
            return [];
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(
            new EndpointDisabledData(name, because, since, now), NotificationDataContext.Default.EndpointDisabledData);
        var isAdded = await deliveries.TryAddAsync(FolderOf(name), version, new NotificationData(now, json), owed, cancellationToken);
        foreach (var delivery in owed)
        {
            await queue.EnqueueAsync(new DeliverWork(delivery.Folder, delivery.Key.ToString(), delivery.Attempt), SentAfter, cancellationToken);
        }

        return isAdded ? owed : [];
    }

    // Their messages end when they find no row. What has been attempted stays, because its endpoint may know of it.
    private async Task TakeBackAsync(IReadOnlyList<Delivery> added, CancellationToken cancellationToken)
    {
        foreach (var delivery in added)
        {
            if (await deliveries.FindAsync(delivery.Folder, delivery.Key, cancellationToken) is { Value: { State: DeliveryState.Pending, LastAttemptAt: null } } stored)
            {
                await deliveries.TryRemoveAsync(stored, cancellationToken);
            }
        }
    }
}
