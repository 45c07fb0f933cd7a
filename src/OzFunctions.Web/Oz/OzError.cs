using System.Text.Json.Serialization;

namespace OzFunctions.Web.Oz;

/// <summary>What Oz answers when it refuses (OZ-API section 5). Its text may quote what was asked, so only the code is read.</summary>
internal sealed record OzError([property: JsonPropertyName("error_code")] int? ErrorCode);
