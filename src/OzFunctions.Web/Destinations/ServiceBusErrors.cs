using Azure.Messaging.ServiceBus;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Makes answers of the errors of Service Bus.</summary>
internal static class ServiceBusErrors
{
    /// <summary>Makes an answer of what the SDK threw.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <returns>The answer; null where it is none of the SDK's own errors.</returns>
    public static DeliveryAnswer? AnswerTo(Exception failure) => failure switch
    {
        ServiceBusException bus => AnswerTo(bus),

        // What the SDK makes of a message that the service neither accepted nor rejected.
        NullReferenceException => DestinationErrors.Refused("neither accepted nor rejected", null),

        // What it makes of a connection that closes while a link is being opened.
        OperationCanceledException => DestinationErrors.Unreachable(failure),
        _ => null,
    };

    private static DeliveryAnswer AnswerTo(ServiceBusException bus) => bus.Reason switch
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
