using Microsoft.AspNetCore.Http;

namespace OzFunctions.Web.Http;

/// <summary>The problem documents that we answer with (RFC 9457). None shows a stack, an address of the storage or a value of the body.</summary>
public static class Problems
{
    /// <summary>How soon a caller should come again when the storage cannot be reached, in seconds.</summary>
    public const int RetryAfterSeconds = 5;

    private const string StorageCode = "storage_unavailable";
    private const string StorageTitle = "The storage cannot be reached";

    /// <summary>400: the body is not JSON.</summary>
    /// <param name="detail">What is wrong and where.</param>
    /// <returns>The answer.</returns>
    public static IResult NotJson(string detail) => Of(StatusCodes.Status400BadRequest, "not_json", "The body is not JSON", detail);

    /// <summary>400: a query parameter is wrong.</summary>
    /// <param name="parameter">Its name.</param>
    /// <param name="detail">What is expected.</param>
    /// <returns>The answer.</returns>
    public static IResult BadParameter(string parameter, string detail) =>
        Of(StatusCodes.Status400BadRequest, "bad_parameter", "A query parameter is wrong", detail, parameter);

    /// <summary>400: the route takes no body, and what the body asks for would be overlooked.</summary>
    /// <returns>The answer.</returns>
    public static IResult UnexpectedBody() => Of(
        StatusCodes.Status400BadRequest, "unexpected_body", "This route takes no body",
        "Send what the request asks for as query parameters, and no body.");

    /// <summary>400: in Development, a request to a name that is not this machine's own.</summary>
    /// <returns>The answer.</returns>
    public static IResult ForeignHost() => Of(
        StatusCodes.Status400BadRequest, "foreign_host", "The host is not this machine",
        "In Development no key is asked for, so only requests to localhost, 127.0.0.1 or [::1] are answered. Use one of these names, or another environment with keys.");

    /// <summary>401: no key, or a wrong one.</summary>
    /// <returns>The answer.</returns>
    public static IResult Unauthorized() => Of(
        StatusCodes.Status401Unauthorized, "unauthorized", "A key is needed",
        "Send a key of this route as header x-functions-key or query parameter code.");

    /// <summary>401: no admin key, or a wrong one.</summary>
    /// <returns>The answer.</returns>
    public static IResult AdminUnauthorized() => Of(
        StatusCodes.Status401Unauthorized, "admin_unauthorized", "An admin key is needed",
        $"Send one of the keys under Keys:Admin as header {Keys.AdminGuard.Header}, beside a read key.");

    /// <summary>404: there is no such thing.</summary>
    /// <param name="detail">What was not found.</param>
    /// <returns>The answer.</returns>
    public static IResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, "not_found", "Not found", detail);

    /// <summary>409: it cannot be done as things stand.</summary>
    /// <param name="code">What stands in the way.</param>
    /// <param name="detail">The same as a sentence.</param>
    /// <returns>The answer.</returns>
    public static IResult Conflict(string code, string detail) => Of(StatusCodes.Status409Conflict, code, "Not now", detail);

    /// <summary>413: the body is too large.</summary>
    /// <param name="maxBytes">The limit in bytes.</param>
    /// <returns>The answer.</returns>
    public static IResult TooLarge(int maxBytes) => Of(
        StatusCodes.Status413PayloadTooLarge, "too_large", "The body is too large",
        $"A body may have {maxBytes} bytes (setting Webhook:MaxBodyBytes).");

    /// <summary>415: the body is compressed or otherwise encoded.</summary>
    /// <param name="request">The request, whose answer gets <c>Accept-Encoding</c> (RFC 7694).</param>
    /// <param name="encoding">The encoding.</param>
    /// <returns>The answer.</returns>
    public static IResult Encoded(HttpRequest request, string encoding)
    {
        request.HttpContext.Response.Headers.AcceptEncoding = "identity";
        return Of(
            StatusCodes.Status415UnsupportedMediaType, "encoded_body", "The body is encoded",
            $"Content-Encoding is '{encoding}': send the body as it is, without an encoding.");
    }

    /// <summary>422: JSON, but nothing that Oz sends about a folder.</summary>
    /// <param name="detail">What is wrong.</param>
    /// <param name="field">The path of the field that is wrong, if it is one.</param>
    /// <returns>The answer.</returns>
    public static IResult NotOzPayload(string detail, string? field) =>
        Of(StatusCodes.Status422UnprocessableEntity, "not_oz_payload", "The body is no Oz payload", detail, field);

    /// <summary>500: a fault of ours.</summary>
    /// <returns>The answer.</returns>
    public static IResult Fault() => Of(
        StatusCodes.Status500InternalServerError, "fault", "Something went wrong here",
        "Nothing was acknowledged. The log of this process says more under the trace id.");

    /// <summary>503: the storage cannot be reached; nothing was acknowledged.</summary>
    /// <param name="request">The request, whose answer gets <c>Retry-After</c>.</param>
    /// <returns>The answer.</returns>
    public static IResult StorageUnavailable(HttpRequest request)
    {
        RetryAfterOutage(request);
        return Of(
            StatusCodes.Status503ServiceUnavailable, StorageCode, StorageTitle,
            "Nothing was acknowledged. Send it again after the seconds that Retry-After tells.");
    }

    /// <summary>503: the storage cannot be reached, which is all that was asked.</summary>
    /// <param name="request">The request, whose answer gets <c>Retry-After</c>.</param>
    /// <param name="detail">What of it.</param>
    /// <returns>The answer.</returns>
    public static IResult StorageNotReady(HttpRequest request, string detail)
    {
        RetryAfterOutage(request);
        return Of(StatusCodes.Status503ServiceUnavailable, StorageCode, StorageTitle, detail);
    }

    /// <summary>503: a setting keeps a part of the app from running.</summary>
    /// <param name="detail">Which setting, and what to do.</param>
    /// <returns>The answer.</returns>
    public static IResult NotReady(string detail) => Of(StatusCodes.Status503ServiceUnavailable, "not_ready", "Not ready", detail);

    /// <summary>Any other status that the web server itself answers with.</summary>
    /// <param name="status">The status.</param>
    /// <param name="detail">What is wrong.</param>
    /// <returns>The answer.</returns>
    public static IResult BadRequest(int status, string detail) => Of(status, "bad_request", "The request cannot be read", detail);

    private static void RetryAfterOutage(HttpRequest request) =>
        request.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static IResult Of(int status, string code, string title, string detail, string? field = null)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        if (field is not null)
        {
            extensions["field"] = field;
        }

        return Results.Problem(detail, statusCode: status, title: title, extensions: extensions);
    }
}
