namespace OzFunctions.Core.Notifications;

/// <summary>Sends notifications.</summary>
public interface INotificationSender
{
    /// <summary>Makes one attempt, within the endpoint's timeout. A failure of the endpoint or the network is an outcome, not an exception.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The outcome.</returns>
    Task<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken);
}
