using Microsoft.AspNetCore.Http;

namespace OzFunctions.Web.Webhooks;

/// <summary>Requests that only check whether the webhook URL answers. Oz's console, a gateway or a monitor sends them.</summary>
internal static class WebhookProbe
{
    /// <summary>Whether a request is a probe and not a webhook.</summary>
    /// <param name="request">The request.</param>
    /// <returns>True for every method except <c>POST</c> and <c>PUT</c>.</returns>
    public static bool Is(HttpRequest request) => !HttpMethods.IsPost(request.Method) && !HttpMethods.IsPut(request.Method);

    /// <summary>Answers a probe. Nothing is read, stored or measured.</summary>
    /// <param name="request">The request, whose key was checked.</param>
    /// <returns>204 with the allowed methods.</returns>
    public static IResult Answer(HttpRequest request)
    {
        request.HttpContext.Response.Headers.Allow = "POST, PUT, GET, HEAD, OPTIONS";
        return Results.NoContent();
    }
}
