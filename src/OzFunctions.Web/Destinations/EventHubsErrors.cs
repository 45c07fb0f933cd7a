using Azure.Messaging.EventHubs;
using OzFunctions.Core.Notifications;
using static Azure.Messaging.EventHubs.EventHubsException;

namespace OzFunctions.Web.Destinations;

/// <summary>Maps the errors of Event Hubs to answers.</summary>
internal static class EventHubsErrors
{
    /// <summary>Maps an exception to an answer; null when it is not one of the SDK's own.</summary>
    public static AttemptResult? AnswerTo(Exception failure) => failure switch
    {
        EventHubsException hub => AnswerTo(hub),

        // The SDK throws this when a link closes while an event is being sent.
        OperationCanceledException => DestinationErrors.Unreachable(failure),
        _ => null,
    };

    private static AttemptResult AnswerTo(EventHubsException hub) => hub.Reason switch
    {
        FailureReason.MessageSizeExceeded => DestinationErrors.TooLarge,

        // Also reported for a disabled event hub; the message says which.
        FailureReason.ResourceNotFound => DestinationErrors.NotFound(hub.Message),
        FailureReason.ServiceBusy => DestinationErrors.Throttled(hub.Message),
        FailureReason.QuotaExceeded => DestinationErrors.Full(hub.Message),
        FailureReason.ServiceTimeout => DestinationErrors.TimedOut(hub.Message),
        FailureReason.ServiceCommunicationProblem => DestinationErrors.Unreachable(hub),
        var reason => DestinationErrors.Refused(reason.ToString(), hub.Message),
    };
}
