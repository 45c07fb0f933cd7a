using System.Text.Json.Serialization;

namespace OzFunctions.Web.Oz;

/// <summary>The source-generated serializer of requests to and responses of Oz, except for folders.</summary>
[JsonSerializable(typeof(OzLogin))]
[JsonSerializable(typeof(OzRenewal))]
[JsonSerializable(typeof(OzToken))]
internal sealed partial class OzContext : JsonSerializerContext;
