using System.Text.Json.Serialization;

namespace OzFunctions.Core.Removal;

/// <summary>The generated serializer of what retention stores.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RetentionProgress))]
internal sealed partial class RetentionContext : JsonSerializerContext;
