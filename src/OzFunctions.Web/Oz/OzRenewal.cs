using System.Text.Json.Serialization;

namespace OzFunctions.Web.Oz;

/// <summary>The body of <c>POST /api/authorize/refresh/</c>.</summary>
internal sealed record OzRenewal([property: JsonPropertyName("expire_token")] string ExpireToken)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(OzRenewal);
}
