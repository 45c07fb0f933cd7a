using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.Dashboard;

/// <summary>Serves the dashboard. The page holds no data and needs no key; it requests its data with the reader's own keys.</summary>
public static class DashboardEndpoints
{
    private const string Page = "index.html";

    // Allows only our own files: no inline scripts or styles, no markup built from strings, no framing, and no requests to other hosts.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary><c>GET dashboard</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with the page, 304, or 308 when the request's path ends with a slash, with which relative addresses would not resolve.</returns>
    public static IResult GetPage(HttpRequest request) =>
        request.Path.Value is ['/', .. var path, '/']
            ? Results.Redirect($"{request.PathBase}/{path}", permanent: true, preserveMethod: true)
            : Serve(request, Page);

    /// <summary><c>GET dashboard/{file}</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The file's name.</param>
    /// <returns>200 with the file, 304, or 404.</returns>
    public static IResult GetFile(HttpRequest request, string name) => name == Page ? NotFound() : Serve(request, name);

    private static IResult Serve(HttpRequest request, string name)
    {
        if (DashboardFiles.Find(name) is not { } file)
        {
            return NotFound();
        }

        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";

        // Revalidated with each request, so that page, scripts and styles always have the same version.
        headers.CacheControl = CacheControlHeaderValue.NoCacheString;
        return file.ToResult();
    }

    private static IResult NotFound() => Problems.NotFound("The dashboard has no such file.");
}
