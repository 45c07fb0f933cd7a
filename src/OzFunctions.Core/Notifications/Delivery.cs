namespace OzFunctions.Core.Notifications;

/// <summary>A notification owed to one endpoint.</summary>
public sealed record Delivery
{
    /// <summary>Oz's id of the folder, or <c>endpoint|{name}</c> for a notification about an endpoint.</summary>
    public required string Folder { get; init; }

    /// <summary>The key within the folder.</summary>
    public required DeliveryKey Key { get; init; }

    /// <summary>When the folder was first seen, UTC; null for a notification about an endpoint.</summary>
    public DateTimeOffset? FolderFirstSeenAt { get; init; }

    /// <summary>When the delivery became owed, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its state.</summary>
    public DeliveryState State { get; init; }

    /// <summary>The number of the attempt that is due, or of the last one. Never decreases.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The number of the first attempt of the current schedule: 1, until the delivery is replayed.</summary>
    public int FirstAttempt { get; init; } = 1;

    /// <summary>When the attempt is due, UTC; null when it is due at once, or none is due.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Until when a process holds the lease of the delivery, UTC; null when none does.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>When the endpoint last accepted it, UTC.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When the last attempt began, UTC.</summary>
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>Since when it has been parked in its current state, UTC; null while it is not parked.</summary>
    public DateTimeOffset? ParkedAt { get; init; }

    /// <summary>The outcome of the last attempt.</summary>
    public AttemptResult? LastAnswer { get; init; }

    /// <summary>How often it was replayed after it had been delivered.</summary>
    public int Replays { get; init; }

    /// <summary>The run that last replayed it, so that a resumed run does not replay it twice.</summary>
    public string? ReplayedBy { get; init; }

    /// <summary>Its entry on the list of parked deliveries; null while it is not parked.</summary>
    public ParkedEntry? ParkedEntry => ParkedAt is { } at ? new ParkedEntry(State, At, at, Folder, Key) : null;

    /// <summary>Whether a process holds the lease of the delivery.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>True while an attempt is in progress, or the process that made it may still be alive.</returns>
    public bool IsClaimed(DateTimeOffset now) => Claims.Remaining(ClaimedUntil, now) is not null;

    /// <summary>Returns the delivery with a lease for an attempt.</summary>
    internal Delivery Claimed(NotificationEndpoint endpoint, DateTimeOffset now) =>
        this with { ClaimedUntil = now + endpoint.Timeout + DeliveryAttempts.ClaimMargin, NextAttemptAt = null, LastAttemptAt = now };

    /// <summary>Returns the delivery as it was before it was claimed for its first attempt.</summary>
    internal Delivery Unclaimed() => this with { ClaimedUntil = null, LastAttemptAt = null };

    /// <summary>The value of <c>webhook-id</c>: the same for all attempts; a new one only when a delivered notification is replayed.</summary>
    public string WebhookId => Replays == 0 ? OriginalId : $"{OriginalId}_r{Replays}";

    /// <summary>The value of <c>webhook-id</c> under which it was first sent.</summary>
    public string OriginalId => Notifications.WebhookId.Of(Folder, FolderFirstSeenAt, Key.Version, Key.Type);
}
