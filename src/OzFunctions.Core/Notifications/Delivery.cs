namespace OzFunctions.Core.Notifications;

/// <summary>One notification that is owed to one endpoint.</summary>
public sealed record Delivery
{
    /// <summary>Whose it is: Oz's id of the folder, or <c>endpoint|{name}</c>.</summary>
    public required string Folder { get; init; }

    /// <summary>Which of its folder.</summary>
    public required DeliveryKey Key { get; init; }

    /// <summary>When its folder was first seen, UTC; null for an endpoint's own notification.</summary>
    public DateTimeOffset? FolderFirstSeenAt { get; init; }

    /// <summary>When it became owed, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How it stands.</summary>
    public DeliveryState State { get; init; }

    /// <summary>The number of the attempt that is due, or was the last. It only grows.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The number of the attempt with which its schedule began: 1, until it is replayed.</summary>
    public int FirstAttempt { get; init; } = 1;

    /// <summary>When the attempt is due, UTC; null when it is due at once, or none is.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Until when somebody is at it, UTC; null when nobody is.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>When the endpoint took it last, UTC.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When it was last tried, UTC.</summary>
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>Since when it is listed in its state, UTC; null while it is not listed.</summary>
    public DateTimeOffset? ParkedAt { get; init; }

    /// <summary>What came of the last attempt.</summary>
    public DeliveryAnswer? LastAnswer { get; init; }

    /// <summary>How often it was sent anew after it had been delivered.</summary>
    public int Replays { get; init; }

    /// <summary>The run that replayed it last, so that a run which is taken up again does not do it twice.</summary>
    public string? ReplayedBy { get; init; }

    /// <summary>Where it is listed; null while it is not.</summary>
    public Parking? Parking => ParkedAt is { } at ? new Parking(State, At, at, Folder, Key) : null;

    /// <summary>Whether somebody is at it.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>True while an attempt is under way, or the process that made one may still be alive.</returns>
    public bool IsClaimed(DateTimeOffset now) => ClaimedUntil > now;

    /// <summary>The same delivery, claimed for an attempt.</summary>
    /// <param name="endpoint">Its endpoint.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The delivery.</returns>
    internal Delivery Claimed(NotificationEndpoint endpoint, DateTimeOffset now) =>
        this with { ClaimedUntil = now + endpoint.Timeout + DeliveryAttempts.ClaimMargin, NextAttemptAt = null, LastAttemptAt = now };

    /// <summary>The same delivery, as it was before it was claimed for its first attempt.</summary>
    /// <returns>The delivery.</returns>
    internal Delivery Unclaimed() => this with { ClaimedUntil = null, LastAttemptAt = null };

    /// <summary>The value of <c>webhook-id</c>: the same over all attempts, and another only when a delivered one is replayed.</summary>
    public string WebhookId => Replays == 0 ? OriginalId : $"{OriginalId}_r{Replays}";

    /// <summary>The value of <c>webhook-id</c> under which it was first sent.</summary>
    public string OriginalId => Notifications.WebhookId.Of(Folder, FolderFirstSeenAt, Key.Version, Key.Type);
}
