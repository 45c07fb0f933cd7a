using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace OzFunctions.Tests.OpenApi;

/// <summary>The schema of an event type as it is served, against which bodies are held. A member that it does not name counts as wrong.</summary>
internal sealed class NotificationContract
{
    private static readonly EvaluationOptions Strict = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private readonly JsonSchema _schema;
    private readonly ConcurrentDictionary<string, byte> _seen = new();

    public NotificationContract(JsonObject served)
    {
        Served = served;
        var closed = served.DeepClone();
        ApiContract.Close(closed);
        _schema = JsonSchema.FromText(closed.ToJsonString(), new BuildOptions { SchemaRegistry = new SchemaRegistry() });
    }

    public JsonObject Served { get; }

    /// <summary>The members of definitions that no checked body had.</summary>
    public IEnumerable<string> Unseen => Served["$defs"]!.AsObject().SelectMany(static schema => schema.Value!["properties"]!.AsObject().Select(static member => member.Key)).Distinct().Except(_seen.Keys);

    /// <summary>What is wrong with a body; null when nothing is.</summary>
    public string? Check(ReadOnlySpan<byte> body)
    {
        var json = JsonElement.Parse(body);
        Note(json);
        var result = _schema.Evaluate(json, Strict);
        return result.IsValid ? null : string.Join("; ", (result.Details ?? []).Where(static detail => detail.Errors is not null).SelectMany(static detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} {error.Value}")));
    }

    private void Note(JsonElement json)
    {
        if (json.ValueKind is JsonValueKind.Object)
        {
            foreach (var member in json.EnumerateObject())
            {
                _seen.TryAdd(member.Name, 0);
                Note(member.Value);
            }
        }
        else if (json.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray())
            {
                Note(item);
            }
        }
    }
}
