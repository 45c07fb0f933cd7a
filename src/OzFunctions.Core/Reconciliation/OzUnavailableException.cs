namespace OzFunctions.Core.Reconciliation;

/// <summary>Oz is temporarily unavailable.</summary>
/// <param name="message">What was requested and what was answered, without addresses, tokens or bodies.</param>
/// <param name="retryAfter">The delay that Oz asks for, if any.</param>
/// <param name="inner">The underlying exception, if any.</param>
public sealed class OzUnavailableException(string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The delay that Oz asks for, if any.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>Whether the request was not made: too many are in progress, the circuit breaker is open, Oz limits requests, or logins are suspended.</summary>
    public bool IsHeldBack { get; init; }

    /// <summary>Whether nothing was sent to Oz.</summary>
    public bool IsUnsent { get; init; }

    /// <summary>Whether one folder may be the cause: Oz itself responded with an error, or with a list that cannot be read.</summary>
    public bool MayBeOfOneFolder { get; init; }

    /// <summary>Whether Oz as a whole is unavailable, not only for this request.</summary>
    public bool IsGeneral => IsHeldBack || RetryAfter is not null;
}
