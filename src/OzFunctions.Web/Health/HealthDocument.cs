namespace OzFunctions.Web.Health;

/// <summary>The answer of a health route.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
internal sealed record HealthDocument(string Status);
