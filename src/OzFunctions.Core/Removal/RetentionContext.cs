using System.Text.Json.Serialization;

namespace OzFunctions.Core.Removal;

/// <summary>The generated JSON serializer of <see cref="RetentionProgress"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RetentionProgress))]
internal sealed partial class RetentionContext : JsonSerializerContext;
