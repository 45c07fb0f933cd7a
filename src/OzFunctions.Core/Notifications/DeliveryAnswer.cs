namespace OzFunctions.Core.Notifications;

/// <summary>What came of one attempt.</summary>
/// <param name="Status">The HTTP status of a webhook's answer; null when there was none, and for all other kinds of endpoints.</param>
/// <param name="Error">Why the notification was not taken, in a few words without addresses; null when the status says it.</param>
/// <param name="Body">The first 1,024 bytes of the answer, as far as they are text.</param>
/// <param name="RetryAfter">How long the endpoint asks us to wait.</param>
/// <param name="TimedOut">Whether the time of the attempt ran out.</param>
public sealed record DeliveryAnswer(int? Status, string? Error = null, string? Body = null, TimeSpan? RetryAfter = null, bool TimedOut = false)
{
    private const int TooManyRequests = 429;
    private const int Gone = 410;

    /// <summary>How much of an answer is kept, in bytes.</summary>
    public const int MaxBodyBytes = 1024;

    /// <summary>A service that has no statuses took the notification.</summary>
    public static DeliveryAnswer Accepted { get; } = new(Status: null) { IsAccepted = true };

    /// <summary>Whether a service says that it is busy or full, without a status for it.</summary>
    public bool IsThrottled { get; init; }

    /// <summary>Only 2xx is success, and what a service without statuses accepted; redirects are not followed.</summary>
    public bool IsSuccess => IsAccepted || Status is >= 200 and < 300;

    /// <summary>Whether the endpoint says that it wants nothing more, ever.</summary>
    public bool IsGone => Status is Gone;

    /// <summary>Whether the endpoint is overloaded, so that a short wait would make it worse.</summary>
    public bool IsOverload => TimedOut || IsThrottled || Status is TooManyRequests;

    private bool IsAccepted { get; init; }

    /// <inheritdoc/>
    public override string ToString() => IsAccepted ? "accepted" : Status is { } status ? $"HTTP {status}" : Error ?? "no answer";
}
