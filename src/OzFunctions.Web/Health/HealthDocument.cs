using System.Text.Json.Serialization;

namespace OzFunctions.Web.Health;

/// <summary>The answer of a health route.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
/// <param name="Warnings">What a person should look at although webhooks are taken; absent when there is nothing.</param>
internal sealed record HealthDocument(
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<WarningDocument>? Warnings = null);
