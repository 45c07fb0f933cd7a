using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Core.Webhooks;
using OzFunctions.Web.Http;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Web.Webhooks;

/// <summary>Shows rejected webhooks.</summary>
/// <param name="rejections">Stores them.</param>
/// <param name="time">The clock.</param>
public sealed class RejectedWebhookEndpoints(IRejectionLog rejections, TimeProvider time)
{
    /// <summary><c>GET webhooks/rejected?day=&amp;limit=&amp;continuation=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with a page.</returns>
    /// <exception cref="InvalidContinuationException">The continuation is not ours, or belongs to another list.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> ListAsync(HttpRequest request)
    {
        var (day, from) = ListContinuation.Read(request, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        var limit = KnownParameters.LimitOf(request);
        var page = await rejections.ListAsync(day, from, limit, request.HttpContext.RequestAborted);
        return Results.Json(new RejectedWebhooksDocument(page.Items, ListContinuation.Write(request, day, page.Next)), DocumentContext.Default.RejectedWebhooksDocument);
    }
}
