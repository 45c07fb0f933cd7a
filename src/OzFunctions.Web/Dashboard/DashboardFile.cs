using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace OzFunctions.Web.Dashboard;

/// <summary>A file of the dashboard.</summary>
/// <param name="Content">What is in it.</param>
/// <param name="ContentType">Its media type.</param>
internal sealed record DashboardFile(byte[] Content, string ContentType)
{
    /// <summary>Changes with the content and with nothing else.</summary>
    public EntityTagHeaderValue ETag { get; } = new($"\"{Convert.ToHexString(SHA256.HashData(Content).AsSpan(0, 8))}\"");
}
