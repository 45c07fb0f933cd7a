using System.Text.Json.Serialization;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Storage.Reconciliation;

/// <summary>The generated serializer of what dry runs found.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<FolderDifference>))]
internal sealed partial class ProofContext : JsonSerializerContext;
