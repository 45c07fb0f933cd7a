using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace OzFunctions.Web.Http;

/// <summary>Prevents caches from storing responses about folders. This includes errors, because their URLs and texts name folders.</summary>
public static class CacheRule
{
    // These hold no data. The dashboard sets its own cache headers; the documents of the contract have an ETag.
    private static readonly FrozenSet<string> WithoutData = FrozenSet.Create(StringComparer.Ordinal, Routes.Dashboard, Routes.DashboardFile, Routes.OpenApi, Routes.AsyncApi, Routes.Schema);

    /// <summary>Sets <c>Cache-Control: no-store</c>, unless the route serves no data.</summary>
    /// <param name="request">The request, before it is handled.</param>
    /// <param name="route">Its route, one of <see cref="Routes"/>.</param>
    public static void Apply(HttpRequest request, string route)
    {
        if (!WithoutData.Contains(route))
        {
            request.HttpContext.Response.Headers.CacheControl = CacheControlHeaderValue.NoStoreString;
        }
    }
}
