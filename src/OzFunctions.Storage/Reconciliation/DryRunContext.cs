using System.Text.Json.Serialization;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Storage.Reconciliation;

/// <summary>The source-generated serializer of the differences that dry runs found.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<FolderDifference>))]
internal sealed partial class DryRunContext : JsonSerializerContext;
