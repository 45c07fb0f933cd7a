using System.Text.Json.Serialization;

namespace OzFunctions.Storage.Runs;

/// <summary>The source-generated serializer of the parameters and counts of runs.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, long>))]
internal sealed partial class RunContext : JsonSerializerContext;
