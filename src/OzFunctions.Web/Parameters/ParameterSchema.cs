namespace OzFunctions.Web.Parameters;

/// <summary>What the OpenAPI document says of a parameter's value, without the types of that document: requests are checked without it.</summary>
/// <param name="Type">The JSON type: <c>string</c>, <c>integer</c> or <c>boolean</c>.</param>
/// <param name="Format">The format as OpenAPI names it; null where there is none.</param>
internal sealed record ParameterSchema(string Type, string? Format = null)
{
    /// <summary>All values that are allowed; empty where they cannot be listed.</summary>
    public IReadOnlyCollection<string> Words { get; init; } = [];

    /// <summary>The least number.</summary>
    public int? Minimum { get; init; }

    /// <summary>The greatest number.</summary>
    public int? Maximum { get; init; }

    /// <summary>What an absent parameter means, as JSON; null where that is no value of it.</summary>
    public string? DefaultJson { get; init; }
}
