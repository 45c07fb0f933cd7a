using System.Text.Json.Serialization;

namespace OzFunctions.Web.Health;

/// <summary>The response of a health route.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
/// <param name="Warnings">Problems that operators should look into although webhooks are accepted; absent when there are none.</param>
internal sealed record HealthDocument(
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<WarningDocument>? Warnings = null);
