using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;

namespace OzFunctions.Tests.OpenApi;

/// <summary>Validates real responses against the OpenAPI document. Anything that the document does not describe is an error.</summary>
internal sealed class ApiContract
{
    private const string Prefix = "/api";

    private static readonly EvaluationOptions Strict = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private readonly ConcurrentDictionary<string, JsonSchema> _schemas = new();
    private readonly List<(Regex Path, string Template)> _paths;
    private readonly JsonObject _definitions;

    public ApiContract(JsonObject document)
    {
        Document = document;
        _paths = [.. document["paths"]!.AsObject()
            .Select(static path => (new Regex($"^{Prefix}{Regex.Replace(path.Key, "{[^}]+}", "[^/]+")}$"), path.Key))
            .OrderBy(static path => path.Key.Contains('{', StringComparison.Ordinal))];
        _definitions = Closed(document["components"]!["schemas"]!).AsObject();
    }

    public JsonObject Document { get; }

    /// <summary>The responses seen so far, by operation and status.</summary>
    public ConcurrentDictionary<string, byte> Seen { get; } = new();

    /// <summary>All described responses, in the format of <see cref="Seen"/>.</summary>
    public IEnumerable<string> Promised => Document["paths"]!.AsObject().SelectMany(static path => path.Value!.AsObject().SelectMany(method =>
        method.Value!["responses"]!.AsObject().Select(response => $"{method.Key.ToUpperInvariant()} {path.Key} {response.Key}")));

    /// <summary>Validates a response against the document.</summary>
    /// <returns>The error; null if there is none, or the document does not contain the operation.</returns>
    public string? Check(string method, string path, int status, string? mediaType, string body)
    {
        var template = _paths.Find(known => known.Path.IsMatch(path)).Template;
        if (template is null || Document["paths"]![template]![method.ToLowerInvariant()] is not { } operation)
        {
            return null;
        }

        var name = $"{method} {template} {status}";
        if (operation["responses"]![$"{status}"] is not { } response)
        {
            return $"{name} is not described: {body}";
        }

        Seen.TryAdd(name, 0);
        if (mediaType is null || response["content"]?[mediaType] is not { } content)
        {
            return $"{name} is not described as {mediaType ?? "nothing"}.";
        }

        return mediaType.EndsWith("json", StringComparison.Ordinal) ? Explain(name, content, body) : null;
    }

    private string? Explain(string name, JsonNode content, string body)
    {
        using var json = JsonDocument.Parse(body);
        var result = _schemas.GetOrAdd(name, _ => SchemaOf(content["schema"]!)).Evaluate(json.RootElement, Strict);
        return result.IsValid ? null : $"{name} is not as described: {string.Join("; ", (result.Details ?? []).Where(static detail => detail.Errors is not null).SelectMany(static detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} {error.Value}")))}: {body}";
    }

    private JsonSchema SchemaOf(JsonNode schema)
    {
        var whole = Closed(schema).AsObject();
        whole["$defs"] = _definitions.DeepClone();
        return JsonSchema.FromText(whole.ToJsonString());
    }

    // Makes references point into the schema itself, and disallows members that are not described.
    private static JsonNode Closed(JsonNode schemas)
    {
        var copy = JsonNode.Parse(schemas.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal))!;
        Close(copy);
        return copy;
    }

    /// <summary>Makes a schema reject members that it does not describe.</summary>
    public static void Close(JsonNode? node)
    {
        if (node is JsonObject json)
        {
            if (json["properties"] is JsonObject && json["additionalProperties"] is null)
            {
                json["additionalProperties"] = false;
            }

            foreach (var member in json.Where(static member => member.Key is not ("example" or "examples")).ToList())
            {
                Close(member.Value);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Close(item);
            }
        }
    }
}
