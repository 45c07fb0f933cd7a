using OzFunctions.Core.Work;

namespace OzFunctions.Core.Notifications;

/// <summary>What came of a message, or a change, that says that an attempt at a delivery is due.</summary>
/// <param name="Work">What was due.</param>
/// <param name="Attempt">An attempt of which is yet to be written down what came of it; null when there is none.</param>
/// <param name="Ended">What became of the delivery; null while that is not written down.</param>
internal sealed record TriedDelivery(DeliverWork Work, DeliveryAttempt? Attempt, WorkReport? Ended)
{
    /// <summary>Whether the endpoint took it, which is yet to be written down.</summary>
    public bool IsTaken => Attempt is { Answer.IsSuccess: true };

    /// <summary>Whether it is left to its message: its claim is too old to begin an attempt under it.</summary>
    public bool IsLeft => Attempt is null && Ended is null;
}
