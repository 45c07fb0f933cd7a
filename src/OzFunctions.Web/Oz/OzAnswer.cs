using System.Globalization;
using System.Net;

namespace OzFunctions.Web.Oz;

/// <summary>An answer of Oz.</summary>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Body">Its body; of a refusal nothing.</param>
/// <param name="Code">Oz's <c>error_code</c>; null where it answered without one.</param>
/// <param name="RetryAfter">How long to wait before the next request; null when Oz does not ask for that.</param>
internal sealed record OzAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, int? Code, TimeSpan? RetryAfter)
{
    private const int TooManyRequests = 101;
    private const int ProgrammingError = 17;

    /// <summary>Whether it is what was asked for.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>What it means for the caller; only where it is a refusal.</summary>
    /// <remarks>
    /// By Oz's own error code where there is one, else by the status (OZ-API sections 5 and 9): Oz sends code 11, for example, with 500, 501 or
    /// 502. A value or type that Oz finds wrong (codes 4 and 5) means that there is no folder of that id, unless it comes with a server error. A
    /// 404 without a code is no word of Oz's: a proxy before it says that while Oz is being deployed, and no folder may be taken for unknown
    /// because of that.
    /// </remarks>
    public OzErrorKind Kind => Code switch
    {
        15 or 211 => OzErrorKind.AccountRefused,
        TooManyRequests => OzErrorKind.Throttled,
        _ when Status is HttpStatusCode.TooManyRequests => OzErrorKind.Throttled,
        6 or 7 or 8 => OzErrorKind.Authenticate,
        10 => OzErrorKind.NotFound,
        4 or 5 => Status < HttpStatusCode.InternalServerError ? OzErrorKind.NotFound : OzErrorKind.Retry,
        0 or 11 or 12 or ProgrammingError => OzErrorKind.Retry,
        1 or 2 or 3 or 9 or 13 or 14 or 16 or 201 or 202 or 203 or 221 => OzErrorKind.GiveUp,
        _ => KindByStatus,
    };

    /// <summary>Whether the same request is worth sending again at once: Oz, or something behind it, failed for a moment.</summary>
    public bool IsWorthRepeating =>
        !IsSuccess && RetryAfter is null && Kind is OzErrorKind.Retry && (Code is 0 or 11 or 12 || (Code is not ProgrammingError && Status >= HttpStatusCode.InternalServerError));

    private OzErrorKind KindByStatus => Status switch
    {
        HttpStatusCode.Unauthorized => OzErrorKind.Authenticate,
        HttpStatusCode.NotFound or HttpStatusCode.RequestTimeout => OzErrorKind.Retry,
        HttpStatusCode.NotImplemented or (>= HttpStatusCode.MultipleChoices and < HttpStatusCode.InternalServerError) => OzErrorKind.GiveUp,
        _ => OzErrorKind.Retry,
    };

    /// <summary>The status and the code, for messages: nothing else of a refusal is safe to show.</summary>
    /// <returns>For example <c>403 (code 211)</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(int)Status}{(Code is { } code ? $" (code {code})" : "")}");
}
