using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using OzFunctions.Web.Folders;

namespace OzFunctions.Web.OpenApi;

/// <summary>Serves the description of all that is served (OpenAPI 3.1).</summary>
/// <param name="options">Which metadata values are kept, and so can be searched by.</param>
public sealed class OpenApiEndpoints(IOptions<FolderOptions> options)
{
    // Not before somebody asks: most processes never serve it.
    private readonly Lazy<Task<byte[]>> _document = new(() => ApiDocument.MakeAsync(options.Value.Keys));

    /// <summary><c>GET openapi.json</c>.</summary>
    /// <returns>200 with the document, or 304.</returns>
    public async Task<IResult> GetAsync()
    {
        var document = await _document.Value;
        return Results.Bytes(document, "application/json; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexString(SHA256.HashData(document).AsSpan(0, 8))}\""));
    }
}
