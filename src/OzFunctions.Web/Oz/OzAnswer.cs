using System.Net;
using System.Text.Json;

namespace OzFunctions.Web.Oz;

/// <summary>An answer of Oz, read whole.</summary>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Body">Its body.</param>
/// <param name="RetryAfter">How long Oz asks us to wait.</param>
internal readonly record struct OzAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter)
{
    /// <summary>Whether it is what was asked for.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>What it means for who asked; only where it is none that was asked for.</summary>
    /// <remarks>
    /// By Oz's own error code where there is one, else by the status (OZ-API section 5; the mapping of codes to statuses is inferred). A
    /// value or type that Oz finds wrong (codes 4 and 5 with 400) means that there is no folder of that id. A 404 without a code is no word of
    /// Oz's: a proxy before it says that while Oz is being deployed, and no folder may be taken for unknown because of that.
    /// </remarks>
    public OzErrorKind Kind => (Code, Status) switch
    {
        (6 or 7 or 8, _) => OzErrorKind.Authenticate,
        (10, _) or (4 or 5, HttpStatusCode.BadRequest) => OzErrorKind.NotFound,
        (1 or 2 or 9, _) => OzErrorKind.GiveUp,
        (0 or 11 or 12, _) => OzErrorKind.Retry,
        _ => Status switch
        {
            HttpStatusCode.Unauthorized => OzErrorKind.Authenticate,
            HttpStatusCode.NotFound or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => OzErrorKind.Retry,
            HttpStatusCode.NotImplemented or (>= HttpStatusCode.MultipleChoices and < HttpStatusCode.InternalServerError) => OzErrorKind.GiveUp,
            _ => OzErrorKind.Retry,
        },
    };

    private int? Code
    {
        get
        {
            if (Status is HttpStatusCode.TooManyRequests)
            {
                return null;
            }

            try
            {
                return JsonSerializer.Deserialize(Body.Span, OzContext.Default.OzError)?.ErrorCode;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
