using System.Text.Json.Serialization;

namespace OzFunctions.Web.Oz;

/// <summary>The generated serializer of what Oz is sent and answers, folders apart.</summary>
[JsonSerializable(typeof(OzLogin))]
[JsonSerializable(typeof(OzRenewal))]
[JsonSerializable(typeof(OzToken))]
internal sealed partial class OzContext : JsonSerializerContext;
