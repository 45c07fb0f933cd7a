using Azure;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.Destinations;

/// <summary>Maps the errors of Event Grid and Azure Storage to answers.</summary>
internal sealed class HttpServiceErrors(TimeProvider time)
{
    /// <summary>Maps an exception to an answer; null when it holds no response of the service.</summary>
    public AttemptResult? AnswerTo(Exception failure) => failure is not RequestFailedException { Status: > 0 } refused ? null : refused.Status switch
    {
        401 or 403 => DestinationErrors.Unauthorized(Detail(refused)),
        404 => DestinationErrors.NotFound(Detail(refused)),
        413 => DestinationErrors.TooLarge,
        408 or 504 => DestinationErrors.TimedOut(Detail(refused)),
        429 or 503 => DestinationErrors.Throttled(Detail(refused), Wait(refused)),
        var status => DestinationErrors.Refused($"HTTP {status}", Detail(refused)),
    };

    // The first line of the message is the service's own. The SDK appends the response's body and headers.
    private static string Detail(RequestFailedException refused) => $"{refused.ErrorCode} {refused.Message.Split('\n', 2)[0]}";

    private TimeSpan? Wait(RequestFailedException refused) =>
        refused.GetRawResponse() is { } response && response.Headers.TryGetValue("Retry-After", out var value) ? RetryAfter.Of(value.Trim(), time.GetUtcNow()) : null;
}
