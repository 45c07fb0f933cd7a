namespace OzFunctions.Web.Oz;

/// <summary>What a refusal of Oz means for the caller.</summary>
internal enum OzErrorKind
{
    /// <summary>Oz failed; the same question may be answered later.</summary>
    Retry,

    /// <summary>Oz gets too many requests: none is sent for a while.</summary>
    Throttled,

    /// <summary>The session is over.</summary>
    Authenticate,

    /// <summary>Oz does not accept the account: its credentials are wrong, or the user is blocked.</summary>
    AccountRefused,

    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>The question will never be answered.</summary>
    GiveUp,
}
