using System.Text.Json.Serialization;

namespace OzFunctions.Core.Endpoints;

/// <summary>The generated serializer of what notifications about endpoints say.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EndpointDisabledData))]
[JsonSerializable(typeof(EndpointTestData))]
internal sealed partial class EndpointDataContext : JsonSerializerContext;
