using Azure.Messaging.EventHubs;
using OzFunctions.Core.Notifications;
using static Azure.Messaging.EventHubs.EventHubsException;

namespace OzFunctions.Web.Destinations;

/// <summary>Makes answers of the errors of Event Hubs.</summary>
internal static class EventHubsErrors
{
    /// <summary>Makes an answer of what the SDK threw.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <returns>The answer; null where it is none of the SDK's own errors.</returns>
    public static DeliveryAnswer? AnswerTo(Exception failure) => failure switch
    {
        EventHubsException hub => AnswerTo(hub),

        // What the SDK makes of a link that closes while an event is under way.
        OperationCanceledException => DestinationErrors.Unreachable(failure),
        _ => null,
    };

    private static DeliveryAnswer AnswerTo(EventHubsException hub) => hub.Reason switch
    {
        FailureReason.MessageSizeExceeded => DestinationErrors.TooLarge,

        // Also of a hub that is disabled; the message says which.
        FailureReason.ResourceNotFound => DestinationErrors.NotFound(hub.Message),
        FailureReason.ServiceBusy => DestinationErrors.Throttled(hub.Message),
        FailureReason.QuotaExceeded => DestinationErrors.Full(hub.Message),
        FailureReason.ServiceTimeout => DestinationErrors.TimedOut(hub.Message),
        FailureReason.ServiceCommunicationProblem => DestinationErrors.Unreachable(hub),
        var reason => DestinationErrors.Refused(reason.ToString(), hub.Message),
    };
}
