using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace OzFunctions.Web.Http;

/// <summary>A file of the dashboard, or a document of the contract.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="ContentType">The media type.</param>
internal sealed record ServedFile(byte[] Content, string ContentType)
{
    private readonly EntityTagHeaderValue _tag = new($"\"{Convert.ToHexString(SHA256.HashData(Content).AsSpan(0, 8))}\"");

    /// <summary>Answers a request for it.</summary>
    /// <returns>200 with the file, or 304.</returns>
    public IResult ToResult() => Results.Bytes(Content, ContentType, entityTag: _tag);
}
