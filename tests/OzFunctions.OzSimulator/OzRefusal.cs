using System.Globalization;
using System.Text.Json.Nodes;

namespace OzFunctions.OzSimulator;

/// <summary>The error with which the simulated Oz rejects a request (Oz API documentation, API Error Codes).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The <c>error_code</c>; null for a response without one, as a proxy sends it.</param>
/// <param name="Details">The details as JSON text, of any type.</param>
public sealed record OzRefusal(int Status, int? Code = null, string Details = "null")
{
    /// <summary>Oz's response to too many requests: 429 with code 101 and no <c>Retry-After</c>.</summary>
    public static readonly OzRefusal Throttled = new(StatusCodes.Status429TooManyRequests, 101);

    /// <summary>The name of the field with the details. Oz's framework writes <c>error_details</c>; its documentation shows <c>details</c>.</summary>
    public string DetailsName { get; init; } = "error_details";

    /// <summary>The value of the <c>Retry-After</c> header; null for none.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Parses <c>status</c> or <c>status:code</c>, for example <c>403:211</c>.</summary>
    /// <param name="text">The text; empty or null for no error.</param>
    /// <param name="details">The details as JSON text; null for <c>null</c>.</param>
    /// <returns>The error, or null for none.</returns>
    /// <exception cref="FormatException">The text has neither form.</exception>
    public static OzRefusal? Parse(string? text, string? details)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var parts = text.Split(':');
        int? code = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : null;
        return new OzRefusal(int.Parse(parts[0], CultureInfo.InvariantCulture), code, details ?? "null");
    }

    /// <summary>Responds to a request with this error.</summary>
    /// <param name="context">The request.</param>
    /// <returns>A task that completes when the response is written.</returns>
    public async Task AnswerAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (RetryAfter is not null)
        {
            context.Response.Headers.RetryAfter = RetryAfter;
        }

        if (Code is { } code)
        {
            await context.Response.WriteAsync(new JsonObject { ["error_code"] = code, ["error_message"] = "refused", [DetailsName] = JsonNode.Parse(Details) }.ToJsonString());
        }
    }
}
