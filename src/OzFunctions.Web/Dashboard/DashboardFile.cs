using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace OzFunctions.Web.Dashboard;

/// <summary>A file of the dashboard.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="ContentType">The media type.</param>
internal sealed record DashboardFile(byte[] Content, string ContentType)
{
    /// <summary>The entity tag, a hash of the content.</summary>
    public EntityTagHeaderValue ETag { get; } = new($"\"{Convert.ToHexString(SHA256.HashData(Content).AsSpan(0, 8))}\"");
}
