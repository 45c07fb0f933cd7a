namespace OzFunctions.Core.Notifications;

/// <summary>The outcome of one attempt.</summary>
/// <param name="Status">The HTTP status of a webhook's response; null without a response, and for all other kinds of endpoints.</param>
/// <param name="Error">Why the notification was not accepted, in a few words without addresses; null when the status says it.</param>
/// <param name="Body">The first 1,024 bytes of the response, as text.</param>
/// <param name="RetryAfter">The delay that the endpoint asked for (<c>Retry-After</c>).</param>
/// <param name="TimedOut">Whether the attempt timed out.</param>
public sealed record AttemptResult(int? Status, string? Error = null, string? Body = null, TimeSpan? RetryAfter = null, bool TimedOut = false)
{
    private const int TooManyRequests = 429;
    private const int Gone = 410;

    /// <summary>The maximum number of response bytes that are kept.</summary>
    public const int MaxBodyBytes = 1024;

    /// <summary>A service without HTTP statuses accepted the notification.</summary>
    public static AttemptResult Accepted { get; } = new(Status: null) { IsAccepted = true };

    /// <summary>Whether a service without HTTP statuses reports that it is busy or full.</summary>
    public bool IsThrottled { get; init; }

    /// <summary>Whether the notification was accepted: only 2xx, or acceptance by a service without HTTP statuses. Redirects are not followed.</summary>
    public bool IsSuccess => IsAccepted || Status is >= 200 and < 300;

    /// <summary>Whether the endpoint answered 410 Gone: it wants no more notifications.</summary>
    public bool IsGone => Status is Gone;

    /// <summary>Whether the endpoint is overloaded, so that a short delay would make it worse.</summary>
    public bool IsOverload => TimedOut || IsThrottled || Status is TooManyRequests;

    private bool IsAccepted { get; init; }

    /// <inheritdoc/>
    public override string ToString() => IsAccepted ? "accepted" : Status is { } status ? $"HTTP {status}" : Error ?? "no answer";
}
