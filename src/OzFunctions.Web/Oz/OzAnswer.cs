using System.Globalization;
using System.Net;

namespace OzFunctions.Web.Oz;

/// <summary>A response of Oz.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body; empty for an error.</param>
/// <param name="Code">Oz's <c>error_code</c>; null when the response has none.</param>
/// <param name="RetryAfter">How long to wait before the next request; null when Oz does not ask for a delay.</param>
internal sealed record OzAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, int? Code, TimeSpan? RetryAfter)
{
    private const int NotAllowed = 1;
    private const int Forbidden = 9;
    private const int TooManyRequests = 101;
    private const int ProgrammingError = 17;

    /// <summary>Oz's time when it answered; null when it does not say so.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Whether the request succeeded.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>What an error means for the caller. Only valid for errors.</summary>
    /// <remarks>
    /// Oz's error code decides if there is one, else the status (Oz API documentation, API Error Codes). For example, Oz sends code 11 with 500, 501 or 502. A wrong value or
    /// type (codes 4 and 5) means that no folder has that id, unless it comes with a server error. A 404 without a code is not from Oz: a proxy in front of Oz
    /// sends it while Oz is being deployed, so it must not mean that the folder is unknown.
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

    /// <summary>Whether to repeat the request at once, because Oz or something behind it failed temporarily.</summary>
    public bool IsWorthRepeating =>
        !IsSuccess && RetryAfter is null && Kind is OzErrorKind.Retry && (Code is 0 or 11 or 12 || (Code is not ProgrammingError && Status >= HttpStatusCode.InternalServerError));

    /// <summary>Whether Oz itself refuses this request, and not all requests. Only valid for errors.</summary>
    public bool ConcernsOneRequest => Code is not null && Kind is (OzErrorKind.GiveUp or OzErrorKind.NotFound);

    /// <summary>Whether Oz may have refused a login all the same. Only valid for errors that may be repeated.</summary>
    /// <remarks>An error without a code may be a proxy's, but not 503, with which a proxy says that Oz is not there.</remarks>
    public bool MayHideARefusal => Code is null && Status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests);

    /// <summary>Whether an error to a request for a list may be caused by one folder on it. Only valid for errors.</summary>
    /// <remarks>Not an error that concerns the account or the rate of requests, nor one without a code that a proxy in front of Oz may have sent.</remarks>
    public bool MayBeOfOneFolder =>
        RetryAfter is null
        && Kind is OzErrorKind.Retry or OzErrorKind.NotFound or OzErrorKind.GiveUp
        && Code is not (NotAllowed or Forbidden)
        && Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        && (Code is not null || Status is HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError);

    private OzErrorKind KindByStatus => Status switch
    {
        HttpStatusCode.Unauthorized => OzErrorKind.Authenticate,
        HttpStatusCode.NotFound or HttpStatusCode.RequestTimeout => OzErrorKind.Retry,
        HttpStatusCode.NotImplemented or (>= HttpStatusCode.MultipleChoices and < HttpStatusCode.InternalServerError) => OzErrorKind.GiveUp,
        _ => OzErrorKind.Retry,
    };

    /// <summary>The status and the code, for messages. Nothing else of an error response is safe to show.</summary>
    /// <returns>For example <c>403 (code 211)</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(int)Status}{(Code is { } code ? $" (code {code})" : "")}");
}
