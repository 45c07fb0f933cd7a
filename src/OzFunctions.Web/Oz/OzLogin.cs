using System.Text.Json.Serialization;

namespace OzFunctions.Web.Oz;

/// <summary>The body of <c>POST /api/authorize/auth/</c>.</summary>
internal sealed record OzLogin([property: JsonPropertyName("credentials")] OzCredentials Credentials);
