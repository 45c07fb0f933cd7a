using System.Text.Json.Serialization;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Web.OpenApi;

/// <summary>The generated serializer of documents that are described here and written by other means.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(DryRunReportDocument))]
internal sealed partial class DescribedContext : JsonSerializerContext;
