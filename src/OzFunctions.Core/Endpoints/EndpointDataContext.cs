using System.Text.Json.Serialization;

namespace OzFunctions.Core.Endpoints;

/// <summary>The generated JSON serializer of the data of notifications about endpoints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EndpointDisabledData))]
[JsonSerializable(typeof(EndpointTestData))]
internal sealed partial class EndpointDataContext : JsonSerializerContext;
