using System.Text.Json.Serialization;

namespace OzFunctions.Core.Work;

/// <summary>The generated JSON serializer of work items. A wire format: a newer process may read what an older one wrote.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(WorkItem))]
internal sealed partial class WorkContext : JsonSerializerContext;
