namespace OzFunctions.Core.Reconciliation;

/// <summary>Oz did not answer what it was asked, now.</summary>
/// <param name="message">What was tried and what came, without addresses, tokens or bodies.</param>
/// <param name="retryAfter">How long Oz asks us to wait, if it does.</param>
/// <param name="inner">The failure behind it, if any.</param>
public sealed class OzUnavailableException(string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How long Oz asks us to wait, if it does.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>
    /// Whether Oz was not asked what was to be asked: too much is being asked already, nothing but failures came back, Oz gets too many requests, or no
    /// login may be made.
    /// </summary>
    public bool IsHeldBack { get; init; }

    /// <summary>Whether it is Oz as a whole that cannot be asked, and not this question alone that it does not answer.</summary>
    public bool IsGeneral => IsHeldBack || RetryAfter is not null;
}
