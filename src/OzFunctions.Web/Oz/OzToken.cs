using System.Text.Json.Serialization;

namespace OzFunctions.Web.Oz;

/// <summary>A session at Oz, as returned by <c>POST /api/authorize/auth/</c> and <c>/api/authorize/refresh/</c> (Oz API documentation, Authentication).</summary>
/// <param name="AccessToken">The value of the header <c>X-Forensic-Access-Token</c>.</param>
/// <param name="ExpireToken">The token that renews the session.</param>
/// <param name="ExpireDate">When the session ends unless it is used, by Oz's clock, UTC; null when Oz does not say so.</param>
internal sealed record OzToken(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("expire_token")] string? ExpireToken,
    [property: JsonPropertyName("expire_date"), JsonConverter(typeof(OzTimeConverter))] DateTimeOffset? ExpireDate)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(OzToken);
}
