using System.Text.Json.Serialization;
using OzFunctions.Core.Endpoints;

namespace OzFunctions.Core.Notifications;

/// <summary>The generated serializer of the data of notifications. Their published schemas are made of the same types.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(FolderData))]
[JsonSerializable(typeof(EndpointDisabledData))]
[JsonSerializable(typeof(EndpointTestData))]
public sealed partial class NotificationDataContext : JsonSerializerContext;
