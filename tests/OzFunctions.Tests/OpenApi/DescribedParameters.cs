using System.Globalization;
using System.Text.Json.Nodes;

namespace OzFunctions.Tests.OpenApi;

/// <summary>An operation of the OpenAPI document with its query parameters and example values.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The path in the document.</param>
/// <param name="Path">The path with example values, relative to the API.</param>
/// <param name="Parameters">The query parameters with a valid value each.</param>
/// <param name="Refuses">Whether the document describes the rejection of invalid parameters.</param>
internal sealed record DescribedParameters(HttpMethod Method, string Template, string Path, IReadOnlyDictionary<string, string> Parameters, bool Refuses)
{
    /// <summary>An invalid value for any parameter: too long for a text.</summary>
    public static readonly string Garbage = new('~', 1025);

    private static readonly string[] Required = ["kind"];

    /// <summary>Reads all operations.</summary>
    public static IReadOnlyList<DescribedParameters> Of(JsonNode document, string folder, string endpoint) =>
    [
        .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => new DescribedParameters(
            HttpMethod.Parse(operation.Key),
            path.Key,
            Fill(path.Key, folder, endpoint),
            (operation.Value!["parameters"]?.AsArray() ?? [])
                .Where(static parameter => (string?)parameter!["in"] == "query")
                .ToDictionary(static parameter => (string)parameter!["name"]!, parameter => Value((string)parameter!["name"]!, parameter["schema"]!, folder, endpoint)),
            (string?)operation.Value["responses"]?["400"]?["content"]?["application/problem+json"]?["example"]?["code"] == "bad_parameter"))),
    ];

    /// <summary>Returns the address with the given parameters and with the required ones.</summary>
    public string With(params IEnumerable<(string Name, string Value)> parameters)
    {
        var given = parameters.ToList();
        var all = Parameters.Where(known => Required.Contains(known.Key) && !given.Exists(one => one.Name == known.Key)).Select(static known => (known.Key, known.Value)).Concat(given);
        return $"{Path}?{string.Join('&', all.Select(static one => $"{Uri.EscapeDataString(one.Item1)}={Uri.EscapeDataString(one.Item2)}"))}";
    }

    private static string Fill(string template, string folder, string endpoint) => template[1..]
        .Replace("folders/{id}", $"folders/{folder}", StringComparison.Ordinal)
        .Replace("runs/{id}", "runs/reconcile.2516068160285066838-246e86f4", StringComparison.Ordinal)
        .Replace("{name}", endpoint, StringComparison.Ordinal);

    private static string Value(string name, JsonNode schema, string folder, string endpoint) => ((string?)schema["format"], (string?)schema["type"]) switch
    {
        _ when schema["enum"] is JsonArray words => (string)words[0]!,
        ("date", _) => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ("date-time", _) => "2026-01-31T12:00:00Z",
        (_, "integer") => "1",
        (_, "boolean") => "true",
        _ => name switch
        {
            "folder" => folder,
            "endpoint" => endpoint,
            _ => "text",
        },
    };
}
