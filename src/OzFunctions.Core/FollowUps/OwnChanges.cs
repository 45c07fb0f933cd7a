using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Core.FollowUps;

/// <summary>
/// The changes that this process follows up itself: it knows what it has just stored, and need not take a message for it that any process may
/// take. For how many there is room is bounded; what finds none goes by the queue.
/// </summary>
/// <param name="settings">The endpoints.</param>
/// <param name="limits">Know whether an endpoint is at its limit.</param>
public sealed class OwnChanges(NotificationSettings settings, EndpointLimits limits) : IDisposable
{
    /// <summary>How many changes are under way at most.</summary>
    public const int Most = 256;

    // Room is counted in analyses, since a folder is kept in memory as long as it is followed up: 16,384 of them are some 20 MB.
    private const int Room = Most * RoomOfSmall;
    private const int RoomOfSmall = 64;

    private static readonly TimeSpan ShortestHiding = TimeSpan.FromSeconds(15);

    private readonly ConcurrencyLimiter _room = new(new ConcurrencyLimiterOptions { PermitLimit = Room, QueueLimit = 0 });
    private readonly ConcurrentDictionary<Task, byte> _underWay = new();
    private Func<OwnChange, Task> _follow = static _ => Task.CompletedTask;
    private volatile bool _isOpen;

    /// <summary>How long the message of such a change stays hidden: until the claims of its deliveries are over.</summary>
    public TimeSpan HiddenFor { get; } = settings.Endpoints.Select(static endpoint => endpoint.Timeout).Append(ShortestHiding).Max() + DeliveryAttempts.ClaimMargin;

    /// <summary>Whether what has not begun yet is to be left to other processes, because this one stops.</summary>
    public bool IsClosed => !_isOpen;

    /// <summary>How many changes are under way.</summary>
    public int Count => _underWay.Count;

    /// <inheritdoc/>
    public void Dispose() => _room.Dispose();

    /// <summary>Begins to take changes.</summary>
    /// <param name="follow">Follows a change up. Must not throw.</param>
    public void Open(Func<OwnChange, Task> follow)
    {
        _follow = follow;
        _isOpen = true;
    }

    /// <summary>Takes no more changes.</summary>
    /// <returns>A task that ends when none is under way any more.</returns>
    public async Task CloseAsync()
    {
        _isOpen = false;
        while (!_underWay.IsEmpty)
        {
            await Task.WhenAll(_underWay.Keys);
        }
    }

    /// <summary>Takes room for a change.</summary>
    /// <param name="write">The change.</param>
    /// <returns>The room, to be disposed unless the change is begun in it; null when there is none, or an endpoint that is to be told is at its limit.</returns>
    internal IDisposable? TryEnter(FolderWrite write)
    {
        var needed = Math.Max(RoomOfSmall, write.Change.Current.Records.Analyses.Count);
        if (IsClosed || needed > Room || write.Owed.Deliveries.Any(delivery => !limits.HasRoom(delivery.Key.Endpoint)))
        {
            return null;
        }

        var lease = _room.AttemptAcquire(needed);
        return lease.IsAcquired ? lease : null;
    }

    /// <summary>Follows a change up in the background. Where no more are taken since it took its room, what it owes is given back at once.</summary>
    /// <param name="change">The change.</param>
    /// <param name="room">Its room, disposed when the change was followed up.</param>
    [SuppressMessage("Reliability", "CA2025:Ensure tasks using 'IDisposable' instances complete before the instances are disposed", Justification = "The task disposes it.")]
    internal void Begin(OwnChange change, IDisposable room)
    {
        var work = Task.Run(async () =>
        {
            using (room)
            {
                await _follow(change);
            }
        });
        _underWay.TryAdd(work, 0);
        work.ContinueWith(done => _underWay.TryRemove(done, out _), TaskScheduler.Default);
    }
}
