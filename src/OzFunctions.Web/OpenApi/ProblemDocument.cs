using System.Text.Json.Serialization;

namespace OzFunctions.Web.OpenApi;

/// <summary>A problem document (RFC 9457), as it is described.</summary>
/// <param name="Type">Where the status is explained.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong, where, and what to do.</param>
/// <param name="Code">What is wrong, for programs.</param>
/// <param name="Field">The parameter, or the path of the field, that is wrong.</param>
/// <param name="TraceId">The trace id, to search for in the log of the process.</param>
internal sealed record ProblemDocument(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Type = null,
    string? Title = null,
    int? Status = null,
    string? Detail = null,
    string? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TraceId = null);
