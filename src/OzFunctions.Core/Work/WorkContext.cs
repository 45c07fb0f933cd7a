using System.Text.Json.Serialization;

namespace OzFunctions.Core.Work;

/// <summary>The generated serializer of work items. A wire format: an older process may have written what a newer one reads.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(WorkItem))]
internal sealed partial class WorkContext : JsonSerializerContext;
