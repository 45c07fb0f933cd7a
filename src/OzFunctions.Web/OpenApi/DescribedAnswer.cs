using System.Text.Json.Nodes;

namespace OzFunctions.Web.OpenApi;

/// <summary>An answer of a route.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Description">When it comes.</param>
/// <param name="Example">An example of its body.</param>
/// <param name="HasRetryAfter">Whether it tells when to come again.</param>
internal sealed record DescribedAnswer(int Status, string Description, JsonNode? Example, bool HasRetryAfter = false)
{
    /// <summary>The name of another schema that its body may have.</summary>
    public string? OtherSchema { get; init; }

    /// <summary>Another media type that it may have, as text.</summary>
    public string? OtherMediaType { get; init; }
}
