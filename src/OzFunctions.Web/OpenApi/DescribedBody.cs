using System.Text.Json.Nodes;

namespace OzFunctions.Web.OpenApi;

/// <summary>The body of a request whose schema is somebody else's.</summary>
/// <param name="Description">What it is.</param>
/// <param name="Example">An example.</param>
internal sealed record DescribedBody(string Description, JsonNode Example);
