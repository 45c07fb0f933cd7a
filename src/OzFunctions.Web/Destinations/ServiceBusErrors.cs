using Azure.Messaging.ServiceBus;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Maps the errors of Service Bus to answers.</summary>
internal static class ServiceBusErrors
{
    /// <summary>Maps an exception to an answer; null when it is not one of the SDK's own.</summary>
    public static AttemptResult? AnswerTo(Exception failure) => failure switch
    {
        ServiceBusException bus => AnswerTo(bus),

        // The SDK throws this when the service neither accepts nor rejects a message.
        NullReferenceException => DestinationErrors.Refused("neither accepted nor rejected", null),

        // The SDK throws this when the connection closes while a link is being opened.
        OperationCanceledException => DestinationErrors.Unreachable(failure),
        _ => null,
    };

    private static AttemptResult AnswerTo(ServiceBusException bus) => bus.Reason switch
    {
        ServiceBusFailureReason.MessageSizeExceeded => DestinationErrors.TooLarge,
        ServiceBusFailureReason.MessagingEntityNotFound => DestinationErrors.NotFound(bus.Message),
        ServiceBusFailureReason.MessagingEntityDisabled => DestinationErrors.Disabled(bus.Message),
        ServiceBusFailureReason.ServiceBusy => DestinationErrors.Throttled(bus.Message),
        ServiceBusFailureReason.QuotaExceeded => DestinationErrors.Full(bus.Message),
        ServiceBusFailureReason.ServiceTimeout => DestinationErrors.TimedOut(bus.Message),
        ServiceBusFailureReason.ServiceCommunicationProblem => DestinationErrors.Unreachable(bus),
        var reason => DestinationErrors.Refused(reason.ToString(), bus.Message),
    };
}
