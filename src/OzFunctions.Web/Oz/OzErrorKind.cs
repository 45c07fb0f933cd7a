namespace OzFunctions.Web.Oz;

/// <summary>What a refusal of Oz means for who asked.</summary>
internal enum OzErrorKind
{
    /// <summary>Oz failed, or has too much to do; the same question may be answered later.</summary>
    Retry,

    /// <summary>The session is over.</summary>
    Authenticate,

    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>The question will never be answered.</summary>
    GiveUp,
}
