using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace OzFunctions.Web.Http;

/// <summary>Our problem documents (RFC 9457). None contains a stack trace, an address of the storage or a value of the body.</summary>
public static class Problems
{
    /// <summary>The value of <c>Retry-After</c> while the storage cannot be reached, in seconds.</summary>
    public const int RetryAfterSeconds = 5;

    /// <summary>400: the body is not JSON.</summary>
    /// <param name="detail">What is wrong, and where.</param>
    /// <returns>The response.</returns>
    public static IResult NotJson(string detail) => Of(StatusCodes.Status400BadRequest, "not_json", "The body is not JSON", detail);

    /// <summary>400: a query parameter is wrong.</summary>
    /// <param name="parameter">Its name.</param>
    /// <param name="detail">What is expected.</param>
    /// <returns>The response.</returns>
    public static IResult BadParameter(string parameter, string detail) =>
        Of(StatusCodes.Status400BadRequest, "bad_parameter", "A query parameter is wrong", detail, parameter);

    /// <summary>400: the route takes no body, so the content of the body would be ignored.</summary>
    /// <returns>The response.</returns>
    public static IResult UnexpectedBody() => Of(
        StatusCodes.Status400BadRequest, "unexpected_body", "This route takes no body",
        "Send parameters in the query and no body.");

    /// <summary>400: in Development, the request is for a host name that is not this machine's own.</summary>
    /// <returns>The response.</returns>
    public static IResult ForeignHost() => Of(
        StatusCodes.Status400BadRequest, "foreign_host", "The host name is not this machine's",
        "Development requires no key, so it only answers requests to localhost, 127.0.0.1 or [::1], not from other sites' pages. Use one of these names, or another environment with keys.");

    /// <summary>401: the key is missing or wrong.</summary>
    /// <returns>The response.</returns>
    public static IResult Unauthorized() => Of(
        StatusCodes.Status401Unauthorized, "unauthorized", "A key is required",
        "Send a key for this route in the header x-functions-key or the query parameter code.");

    /// <summary>401: the admin key is missing or wrong.</summary>
    /// <returns>The response.</returns>
    public static IResult AdminUnauthorized() => Of(
        StatusCodes.Status401Unauthorized, "admin_unauthorized", "An admin key is required",
        $"Send one of the keys under Keys:Admin in the header {Keys.AdminGuard.Header}, in addition to a read key.");

    /// <summary>404: the resource does not exist.</summary>
    /// <param name="detail">What was not found.</param>
    /// <returns>The response.</returns>
    public static IResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, "not_found", "Not found", detail);

    /// <summary>409: the request cannot be carried out in the current state.</summary>
    /// <param name="code">The reason, as a code.</param>
    /// <param name="detail">The reason, as a sentence.</param>
    /// <returns>The response.</returns>
    public static IResult Conflict(string code, string detail) => Of(StatusCodes.Status409Conflict, code, "Conflict", detail);

    /// <summary>413: the body is too large.</summary>
    /// <param name="maxBytes">The limit in bytes.</param>
    /// <returns>The response.</returns>
    public static IResult TooLarge(int maxBytes) => Of(
        StatusCodes.Status413PayloadTooLarge, "too_large", "The body is too large",
        $"A body may have at most {maxBytes} bytes (setting Webhook:MaxBodyBytes).");

    /// <summary>415: the body is compressed or otherwise encoded.</summary>
    /// <param name="request">The request. Its response gets the header <c>Accept-Encoding</c> (RFC 7694).</param>
    /// <param name="encoding">The encoding.</param>
    /// <returns>The response.</returns>
    public static IResult Encoded(HttpRequest request, string encoding)
    {
        request.HttpContext.Response.Headers.AcceptEncoding = "identity";
        return Of(
            StatusCodes.Status415UnsupportedMediaType, "encoded_body", "The body is encoded",
            $"Content-Encoding is '{encoding}': send the body without an encoding.");
    }

    /// <summary>422: the body is JSON, but not a payload about a folder as Oz sends it.</summary>
    /// <param name="detail">What is wrong.</param>
    /// <param name="field">The path of the field that is wrong; null when no single field is.</param>
    /// <returns>The response.</returns>
    public static IResult NotOzPayload(string detail, string? field) =>
        Of(StatusCodes.Status422UnprocessableEntity, "not_oz_payload", "The body is not an Oz payload", detail, field);

    /// <summary>500: an internal error.</summary>
    /// <returns>The response.</returns>
    public static IResult Fault() => Of(
        StatusCodes.Status500InternalServerError, "fault", "Internal error",
        "Nothing was acknowledged. See the log of this process under the trace id.");

    /// <summary>503: the storage cannot be reached. Nothing was acknowledged.</summary>
    /// <param name="request">The request. Its response gets the header <c>Retry-After</c>.</param>
    /// <returns>The response.</returns>
    public static IResult StorageUnavailable(HttpRequest request) =>
        StorageNotReady(request, "Nothing was acknowledged. Send the request again after the seconds in Retry-After.");

    /// <summary>503: a health check found that the storage cannot be reached.</summary>
    /// <param name="request">The request. Its response gets the header <c>Retry-After</c>.</param>
    /// <param name="detail">Which part of the storage cannot be reached.</param>
    /// <returns>The response.</returns>
    public static IResult StorageNotReady(HttpRequest request, string detail)
    {
        request.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Of(StatusCodes.Status503ServiceUnavailable, "storage_unavailable", "The storage cannot be reached", detail);
    }

    /// <summary>503: a wrong setting prevents a part of the app from running.</summary>
    /// <param name="detail">Which setting, and what to do.</param>
    /// <returns>The response.</returns>
    public static IResult NotReady(string detail) => Of(StatusCodes.Status503ServiceUnavailable, "not_ready", "Not ready", detail);

    /// <summary>Any other status with which the web server rejects a request.</summary>
    /// <param name="status">The status.</param>
    /// <param name="detail">What is wrong.</param>
    /// <returns>The response.</returns>
    public static IResult BadRequest(int status, string detail) => Of(status, "bad_request", "The request cannot be read", detail);

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
