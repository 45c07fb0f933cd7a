using System.Text.Json.Nodes;

namespace OzFunctions.Tests.OpenApi;

/// <summary>
/// Finds the changes between two schemas that may break a reader of the first: a promised member is missing, or an excluded value is
/// possible. An added member is not a breaking change, because readers ignore unknown members.
/// </summary>
/// <param name="approved">The document with the first schema and its definitions.</param>
/// <param name="current">The document with the second schema and its definitions.</param>
internal sealed class SchemaChanges(JsonNode approved, JsonNode current)
{
    private static readonly string[] SameOrBreaking = ["format", "pattern", "const"];
    private static readonly string[] Alternatives = ["anyOf", "oneOf", "allOf"];

    private readonly HashSet<(string? Before, string? After)> _compared = [];
    private readonly List<string> _breaking = [];

    /// <summary>The breaking changes, one sentence each.</summary>
    public IReadOnlyList<string> Breaking => _breaking;

    /// <summary>Compares two schemas.</summary>
    public void Compare(JsonNode before, JsonNode after, string place)
    {
        var references = ((string?)before["$ref"], (string?)after["$ref"]);
        if (references != (null, null) && !_compared.Add(references))
        {
            return;
        }

        (before, after) = (Resolve(approved, before), Resolve(current, after));
        CompareTypes(before, after, place);
        CompareWords(before, after, place);
        foreach (var keyword in SameOrBreaking.Where(keyword => before[keyword] is { } stated && !JsonNode.DeepEquals(stated, after[keyword])))
        {
            _breaking.Add($"{place}: {keyword} was {before[keyword]!.ToJsonString()} and is {after[keyword]?.ToJsonString() ?? "absent"}");
        }

        CompareMembers(before, after, place);
        CompareParts(before, after, place);
    }

    private void CompareTypes(JsonNode before, JsonNode after, string place)
    {
        if (Texts(before["type"]) is { Count: > 0 } types && (Texts(after["type"]) is var now && (now.Count == 0 || now.Except(types).Any())))
        {
            _breaking.Add($"{place}: its type was {string.Join(" or ", types)} and is {(now.Count == 0 ? "anything" : string.Join(" or ", now))}");
        }
    }

    private void CompareWords(JsonNode before, JsonNode after, string place)
    {
        if (Texts(before["enum"]) is not { Count: > 0 } words)
        {
            return;
        }

        var now = Texts(after["enum"]);
        _breaking.AddRange(words.Except(now).Select(word => $"{place}: the value {word} was removed"));
        _breaking.AddRange(now.Except(words).Select(word => $"{place}: the value {word} was added, and a reader that knows all others may fail on it"));
    }

    private void CompareMembers(JsonNode before, JsonNode after, string place)
    {
        _breaking.AddRange(Texts(before["required"]).Except(Texts(after["required"])).Select(name => $"{place}.{name} was always present and may now be absent"));
        foreach (var (name, member) in before["properties"]?.AsObject() ?? [])
        {
            if (after["properties"]?[name] is { } now)
            {
                Compare(member!, now, $"{place}.{name}");
            }
            else
            {
                _breaking.Add($"{place}.{name} was removed or renamed");
            }
        }
    }

    private void CompareParts(JsonNode before, JsonNode after, string place)
    {
        foreach (var keyword in (string[])["items", "additionalProperties"])
        {
            if (before[keyword] is JsonObject part)
            {
                Compare(part, after[keyword] as JsonObject ?? [], $"{place}[]");
            }
        }

        foreach (var keyword in Alternatives)
        {
            var (parts, now) = (before[keyword]?.AsArray() ?? [], after[keyword]?.AsArray() ?? []);
            if (parts.Count != now.Count && parts.Count > 0)
            {
                _breaking.Add($"{place}: {keyword} had {parts.Count} alternatives and has {now.Count}");
                continue;
            }

            foreach (var (part, other) in parts.Zip(now))
            {
                Compare(part!, other!, place);
            }
        }
    }

    private static JsonNode Resolve(JsonNode document, JsonNode schema) => (string?)schema["$ref"] is { } reference
        ? reference[2..].Split('/').Aggregate(document, static (node, name) => node[name]!)
        : schema;

    private static List<string> Texts(JsonNode? values) => values switch
    {
        null => [],
        JsonArray many => [.. many.Select(static one => $"{one}")],
        _ => [$"{values}"],
    };
}
