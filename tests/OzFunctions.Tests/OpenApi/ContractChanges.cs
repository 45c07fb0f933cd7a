using System.Text.Json.Nodes;

namespace OzFunctions.Tests.OpenApi;

/// <summary>Finds the changes between two versions of a contract document that may break a client or receiver.</summary>
internal static class ContractChanges
{
    private static readonly string[] Methods = ["get", "post", "put", "delete"];
    private static readonly string[] Types = ["type", "format"];

    /// <summary>Compares two versions of a document.</summary>
    /// <param name="approved">The approved OpenAPI, AsyncAPI or JSON Schema document.</param>
    /// <param name="current">The current version of the document.</param>
    /// <returns>The breaking changes, one sentence each.</returns>
    public static IReadOnlyList<string> Breaking(JsonObject approved, JsonObject current)
    {
        var breaking = new List<string>();
        var schemas = new SchemaChanges(approved, current);
        if (approved.ContainsKey("$schema"))
        {
            schemas.Compare(approved, current, (string)approved["title"]!);
        }

        ComparePaths(approved, current, schemas, breaking);
        foreach (var (type, media, before) in Media(approved["webhooks"]))
        {
            Compare(before, current["webhooks"]?[type]?["post"]?["requestBody"]?["content"]?[media], $"webhook {type} as {media}");
        }

        foreach (var (type, message) in approved["components"]?["messages"]?.AsObject() ?? [])
        {
            Compare(message!, current["components"]!["messages"]?[type], $"message {type}", "payload");
        }

        foreach (var name in (approved["channels"]?.AsObject() ?? []).Select(static channel => channel.Key).Where(name => current["channels"]?[name] is null))
        {
            breaking.Add($"channel {name} was removed");
        }

        return [.. breaking, .. schemas.Breaking];

        void Compare(JsonNode before, JsonNode? after, string place, string member = "schema")
        {
            if (after?[member] is { } schema)
            {
                schemas.Compare(before[member]!, schema, place);
            }
            else
            {
                breaking.Add($"{place} was removed");
            }
        }
    }

    private static IEnumerable<(string Type, string Media, JsonNode Content)> Media(JsonNode? webhooks) => (webhooks?.AsObject() ?? [])
        .SelectMany(static webhook => webhook.Value!["post"]!["requestBody"]!["content"]!.AsObject().Select(media => (webhook.Key, media.Key, media.Value!)));

    private static void ComparePaths(JsonObject approved, JsonObject current, SchemaChanges schemas, List<string> breaking)
    {
        foreach (var (path, item) in approved["paths"]?.AsObject() ?? [])
        {
            foreach (var (method, operation) in item!.AsObject().Where(static member => Methods.Contains(member.Key)))
            {
                if (current["paths"]![path]?[method] is { } now)
                {
                    CompareParameters(operation!, now, $"{method} {path}", breaking);
                    breaking.AddRange(Keys(approved, operation!).Where(keys => !Keys(current, now).Any(keys.IsSupersetOf)).Select(keys => $"{method} {path}: {Named(keys)} no longer suffices"));
                    CompareAnswers(operation!, now, $"{method} {path}", schemas, breaking);
                }
                else
                {
                    breaking.Add($"{method} {path} was removed");
                }
            }
        }
    }

    private static void CompareParameters(JsonNode before, JsonNode after, string place, List<string> breaking)
    {
        var (known, now) = (Parameters(before), Parameters(after));
        breaking.AddRange(known.Keys.Except(now.Keys).Select(name => $"{place}: the parameter {name} was removed"));
        breaking.AddRange(now.Where(parameter => (bool?)parameter.Value["required"] is true && (bool?)known.GetValueOrDefault(parameter.Key)?["required"] is not true)
            .Select(parameter => $"{place}: the parameter {parameter.Key} is now required"));
        foreach (var (name, parameter) in known.Where(parameter => now.ContainsKey(parameter.Key)))
        {
            var allowed = now[name]["schema"]!["enum"]?.AsArray().Select(static word => $"{word}").ToList();
            var words = (parameter["schema"]!["enum"]?.AsArray() ?? []).Select(static word => $"{word}");
            breaking.AddRange(words.Where(word => allowed?.Contains(word) is false).Select(word => $"{place}: the parameter {name} no longer takes {word}"));
            breaking.AddRange(CompareValues(parameter["schema"]!, now[name]["schema"]!).Select(change => $"{place}: the {change.Keyword} of the parameter {name} {change.How}"));
        }
    }

    // A parameter that takes more than before is not a breaking change.
    private static IEnumerable<(string Keyword, string How)> CompareValues(JsonNode before, JsonNode after) =>
    [
        .. Types.Where(keyword => after[keyword] is { } stated && !JsonNode.DeepEquals(before[keyword], stated)).Select(static keyword => (keyword, "changed")),
        .. (decimal?)after["minimum"] is { } least && !((decimal?)before["minimum"] >= least) ? [("minimum", "is higher")] : ((string, string)[])[],
        .. (decimal?)after["maximum"] is { } most && !((decimal?)before["maximum"] <= most) ? [("maximum", "is lower")] : ((string, string)[])[],
    ];

    private static List<HashSet<string>> Keys(JsonObject document, JsonNode operation) =>
        (operation["security"] ?? document["security"])?.AsArray() is { Count: > 0 } stated ? [.. stated.Select(static keys => keys!.AsObject().Select(static key => key.Key).ToHashSet())] : [[]];

    private static string Named(HashSet<string> keys) => keys.Count == 0 ? "no key" : string.Join(" and ", keys);

    private static void CompareAnswers(JsonNode before, JsonNode after, string place, SchemaChanges schemas, List<string> breaking)
    {
        foreach (var (status, response) in before["responses"]!.AsObject())
        {
            foreach (var (media, content) in response!["content"]?.AsObject() ?? [])
            {
                if (after["responses"]![status]?["content"]?[media]?["schema"] is { } now)
                {
                    schemas.Compare(content!["schema"]!, now, $"{place} {status}");
                }
                else if (status.StartsWith('2'))
                {
                    breaking.Add($"{place}: the answer {status} as {media} was removed");
                }
            }
        }
    }

    private static Dictionary<string, JsonNode> Parameters(JsonNode operation) =>
        (operation["parameters"]?.AsArray() ?? []).ToDictionary(static parameter => $"{parameter!["in"]} {parameter["name"]}", static parameter => parameter!);
}
