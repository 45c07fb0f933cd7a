using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace OzFunctions.Web.Http;

/// <summary>Keeps answers about folders out of caches. Errors too: their addresses and texts name folders.</summary>
public static class CacheRule
{
    // They hold no data, and say themselves how long they last.
    private static readonly FrozenSet<string> WithoutData = FrozenSet.Create(StringComparer.Ordinal, Routes.Dashboard, Routes.DashboardFile, Routes.OpenApi);

    /// <summary>Forbids caches to store the answer, unless its route serves no data.</summary>
    /// <param name="request">The request, before it is answered.</param>
    /// <param name="route">Its route, one of <see cref="Routes"/>.</param>
    public static void Apply(HttpRequest request, string route)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!WithoutData.Contains(route))
        {
            request.HttpContext.Response.Headers.CacheControl = CacheControlHeaderValue.NoStoreString;
        }
    }
}
