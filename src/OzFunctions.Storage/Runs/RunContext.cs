using System.Text.Json.Serialization;

namespace OzFunctions.Storage.Runs;

/// <summary>The generated serializer of what runs keep by name.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, long>))]
internal sealed partial class RunContext : JsonSerializerContext;
