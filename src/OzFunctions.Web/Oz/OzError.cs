using System.Text.Json.Serialization;

namespace OzFunctions.Web.Oz;

/// <summary>What Oz answers when it refuses (OZ-API section 5). Its text may quote what was asked, so only the code is read.</summary>
internal sealed record OzError([property: JsonPropertyName("error_code")] int? ErrorCode)
{
    /// <summary>An authentication is missing, invalid or over: codes 6, 7 and 8.</summary>
    public bool IsAuthentication => ErrorCode is 6 or 7 or 8;

    /// <summary>There is no such thing (code 10), or there cannot be one (4, a value; 5, a type).</summary>
    public bool IsUnknown => ErrorCode is 10 or 4 or 5;
}
