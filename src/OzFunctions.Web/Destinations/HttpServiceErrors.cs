using Azure;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.Destinations;

/// <summary>Makes answers of the errors of Event Grid and Azure Storage.</summary>
/// <param name="time">The clock.</param>
internal sealed class HttpServiceErrors(TimeProvider time)
{
    /// <summary>Makes an answer of what an SDK threw.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <returns>The answer; null where there was none of the service.</returns>
    public DeliveryAnswer? AnswerTo(Exception failure) => failure is not RequestFailedException { Status: > 0 } refused ? null : refused.Status switch
    {
        401 or 403 => DestinationErrors.Unauthorized(Said(refused)),
        404 => DestinationErrors.NotFound(Said(refused)),
        413 => DestinationErrors.TooLarge,
        408 or 504 => DestinationErrors.TimedOut(Said(refused)),
        429 or 503 => DestinationErrors.Throttled(Said(refused), Wait(refused)),
        var status => DestinationErrors.Refused($"HTTP {status}", Said(refused)),
    };

    // Of the message the first line is the service's own; then come all of the answer and its headers.
    private static string Said(RequestFailedException refused) => $"{refused.ErrorCode} {refused.Message.Split('\n', 2)[0]}";

    private TimeSpan? Wait(RequestFailedException refused) =>
        refused.GetRawResponse() is { } response && response.Headers.TryGetValue("Retry-After", out var value) ? RetryAfter.Of(value.Trim(), time.GetUtcNow()) : null;
}
