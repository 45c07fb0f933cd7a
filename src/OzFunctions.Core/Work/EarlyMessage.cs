namespace OzFunctions.Core.Work;

/// <summary>
/// How long a message is deferred that was received before its row was written. Messages are enqueued first, so that no crash leaves a row without one; the row may be
/// written late, or never if its writer dies.
/// </summary>
internal static class EarlyMessage
{
    /// <summary>How often a message is deferred: for a minute in all, which is longer than any write takes.</summary>
    public const int MaxPutBacks = 6;

    private static readonly DoublingDelay Delay = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    /// <summary>The delay until the row is read again.</summary>
    /// <param name="work">The message.</param>
    /// <returns>The delay; null when the message was deferred for long enough to conclude that the row is never written.</returns>
    public static TimeSpan? DelayOf(WorkItem work) => work.PutBacks < MaxPutBacks ? Delay.After(work.PutBacks) : null;
}
