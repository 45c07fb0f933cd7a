namespace OzFunctions.Web.Oz;

/// <summary>What an error response of Oz means for the caller.</summary>
internal enum OzErrorKind
{
    /// <summary>Oz failed. The same request may succeed later.</summary>
    Retry,

    /// <summary>Oz throttles us. No request may be sent for a while.</summary>
    Throttled,

    /// <summary>The session has ended.</summary>
    Authenticate,

    /// <summary>Oz rejects the account: the credentials are wrong, or the user is blocked.</summary>
    AccountRefused,

    /// <summary>What was asked for does not exist.</summary>
    NotFound,

    /// <summary>The same request will never succeed.</summary>
    GiveUp,
}
