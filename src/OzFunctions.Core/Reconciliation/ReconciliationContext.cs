using System.Text.Json.Serialization;

namespace OzFunctions.Core.Reconciliation;

/// <summary>The generated JSON serializer of <see cref="ReconciliationProgress"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ReconciliationProgress))]
internal sealed partial class ReconciliationContext : JsonSerializerContext;
