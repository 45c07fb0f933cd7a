using System.Text.Json.Serialization;

namespace OzFunctions.Web.Oz;

/// <summary>An account's e-mail address and password.</summary>
internal sealed record OzCredentials([property: JsonPropertyName("email")] string Email, [property: JsonPropertyName("password")] string Password)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(OzCredentials);
}
