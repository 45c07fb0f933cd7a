using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace OzFunctions.Web.OpenApi;

/// <summary>A document of the contract.</summary>
/// <param name="Content">JSON, UTF-8.</param>
/// <param name="MediaType">Its media type.</param>
internal sealed record ServedDocument(byte[] Content, string MediaType)
{
    private readonly EntityTagHeaderValue _tag = new($"\"{Convert.ToHexString(SHA256.HashData(Content).AsSpan(0, 8))}\"");

    /// <summary>Answers a request for it.</summary>
    /// <returns>200 with the document, or 304.</returns>
    public IResult ToResult() => Results.Bytes(Content, $"{MediaType}; charset=utf-8", entityTag: _tag);
}
