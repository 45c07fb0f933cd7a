using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.Dashboard;

/// <summary>Serves the operators' page. It holds no data and needs no key; what it shows it asks for with the reader's own keys.</summary>
public static class DashboardEndpoints
{
    private const string Page = "index.html";

    // Only our own files, no inline code or style, no markup made of text, no frame around it, and nothing sent elsewhere.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary><c>GET dashboard</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with the page, 304, or 308 where its own addresses would not fit.</returns>
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

        // Asked for anew each time, so that page, script and style are always of one version.
        headers.CacheControl = CacheControlHeaderValue.NoCacheString;
        return Results.Bytes(file.Content, file.ContentType, entityTag: file.ETag);
    }

    private static IResult NotFound() => Problems.NotFound("The dashboard has no such file.");
}
