using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Core.FollowUps;

/// <summary>
/// The changes that this process follows up itself, from memory instead of from the queue. Their number is bounded; other changes go
/// through the queue.
/// </summary>
/// <param name="settings">The notification settings.</param>
/// <param name="limits">The concurrency limiters of the endpoints.</param>
public sealed class LocalChanges(NotificationSettings settings, EndpointLimits limits) : IDisposable
{
    /// <summary>The maximum number of changes in progress.</summary>
    public const int Most = 256;

    // Permits are counted in analyses, because a folder stays in memory while it is followed up: 16,384 analyses take about 20 MB.
    private const int MaxPermits = Most * MinPermits;
    private const int MinPermits = 64;

    private static readonly TimeSpan MinHiddenFor = TimeSpan.FromSeconds(15);

    private readonly ConcurrencyLimiter _room = new(new ConcurrencyLimiterOptions { PermitLimit = MaxPermits, QueueLimit = 0 });
    private readonly ConcurrentDictionary<Task, byte> _underWay = new();
    private Func<OwnChange, Task> _followUp = static _ => Task.CompletedTask;
    private volatile bool _isOpen;

    /// <summary>How long the message of such a change stays invisible: until the leases of its deliveries have ended.</summary>
    public TimeSpan HiddenFor { get; } = settings.Endpoints.Select(static endpoint => endpoint.Timeout).Append(MinHiddenFor).Max() + DeliveryAttempts.ClaimMargin;

    /// <summary>Whether work that has not begun is left to other processes, because this one is stopping.</summary>
    public bool IsClosed => !_isOpen;

    /// <summary>The number of changes in progress.</summary>
    public int Count => _underWay.Count;

    /// <inheritdoc/>
    public void Dispose() => _room.Dispose();

    /// <summary>Starts accepting changes.</summary>
    /// <param name="follow">Follows up a change. Must not throw.</param>
    public void Open(Func<OwnChange, Task> follow)
    {
        _followUp = follow;
        _isOpen = true;
    }

    /// <summary>Stops accepting changes.</summary>
    /// <returns>A task that completes when no change is in progress.</returns>
    public async Task CloseAsync()
    {
        _isOpen = false;
        while (!_underWay.IsEmpty)
        {
            await Task.WhenAll(_underWay.Keys);
        }
    }

    /// <summary>Acquires the permits for a change.</summary>
    /// <param name="write">The change.</param>
    /// <returns>
    /// The permits, to be disposed unless <see cref="Begin"/> is called; null when there are not enough, or all endpoints of its deliveries
    /// are at their limits.
    /// </returns>
    internal IDisposable? TryEnter(FolderWrite write)
    {
        var needed = Math.Max(MinPermits, write.Change.Current.Records.Analyses.Count);
        if (IsClosed || needed > MaxPermits || (write.Owed.Deliveries is { Count: > 0 } owed && !owed.Any(delivery => limits.HasRoom(delivery.Key.Endpoint))))
        {
            return null;
        }

        var lease = _room.AttemptAcquire(needed);
        return lease.IsAcquired ? lease : null;
    }

    /// <summary>Follows up a change in the background. If this process has begun to stop since, the change's deliveries are unclaimed at once.</summary>
    /// <param name="change">The change.</param>
    /// <param name="room">Its permits, disposed when the change has been followed up.</param>
    [SuppressMessage("Reliability", "CA2025:Ensure tasks using 'IDisposable' instances complete before the instances are disposed", Justification = "The task disposes it.")]
    internal void Begin(OwnChange change, IDisposable room)
    {
        var work = Task.Run(async () =>
        {
            using (room)
            {
                await _followUp(change);
            }
        });
        _underWay.TryAdd(work, 0);
        work.ContinueWith(done => _underWay.TryRemove(done, out _), TaskScheduler.Default);
    }
}
