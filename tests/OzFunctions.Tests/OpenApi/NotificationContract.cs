using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace OzFunctions.Tests.OpenApi;

/// <summary>Validates bodies against the served schema of an event type. A member that the schema does not describe is an error.</summary>
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

    /// <summary>The described members that no validated body has had.</summary>
    public IEnumerable<string> Unseen => Served["$defs"]!.AsObject().SelectMany(static schema => schema.Value!["properties"]!.AsObject().Select(static member => member.Key)).Distinct().Except(_seen.Keys);

    /// <summary>Validates a body; returns the error, or null if there is none.</summary>
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
