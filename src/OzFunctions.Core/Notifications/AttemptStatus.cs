using OzFunctions.Core.Work;

namespace OzFunctions.Core.Notifications;

/// <summary>The outcome of handling a due attempt.</summary>
/// <param name="Work">The message.</param>
/// <param name="Attempt">The attempt whose outcome is still to be recorded; null when there is none.</param>
/// <param name="Ended">The recorded outcome; null while it is not recorded.</param>
internal sealed record AttemptStatus(DeliverWork Work, DeliveryAttempt? Attempt, WorkReport? Ended)
{
    /// <summary>Whether the endpoint accepted the delivery, which is still to be recorded.</summary>
    public bool IsTaken => Attempt is { Answer.IsSuccess: true };

    /// <summary>Whether the attempt is left to the delivery's message, because the lease is too old to begin it.</summary>
    public bool IsLeft => Attempt is null && Ended is null;
}
