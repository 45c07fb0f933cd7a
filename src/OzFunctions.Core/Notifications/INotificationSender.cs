namespace OzFunctions.Core.Notifications;

/// <summary>Sends notifications.</summary>
public interface INotificationSender
{
    /// <summary>Makes one attempt, within the endpoint's time. A failure of the endpoint or of the way to it is an answer, not an exception.</summary>
    /// <param name="notification">What to send.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it.</returns>
    Task<DeliveryAnswer> SendAsync(Notification notification, CancellationToken cancellationToken);
}
