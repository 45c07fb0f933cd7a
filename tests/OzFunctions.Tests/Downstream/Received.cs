using System.Text;
using System.Text.Json.Nodes;

namespace OzFunctions.Tests.Downstream;

/// <summary>A received notification.</summary>
internal sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Id => Headers["webhook-id"];

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;

    public JsonNode Data => Json["data"]!;

    public string Type => (string)Json["type"]!;
}
