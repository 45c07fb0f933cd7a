namespace OzFunctions.Web.Parameters;

/// <summary>The schema of a parameter's value in the OpenAPI document. It does not use that document's types, because requests are checked without them.</summary>
/// <param name="Type">The JSON type: <c>string</c>, <c>integer</c> or <c>boolean</c>.</param>
/// <param name="Format">The OpenAPI format; null for none.</param>
internal sealed record ParameterSchema(string Type, string? Format = null)
{
    /// <summary>All allowed values; empty when they cannot be listed.</summary>
    public IReadOnlyCollection<string> Words { get; init; } = [];

    /// <summary>The smallest number.</summary>
    public int? Minimum { get; init; }

    /// <summary>The largest number.</summary>
    public int? Maximum { get; init; }

    /// <summary>The default value, as JSON; null when an absent parameter equals no value.</summary>
    public string? DefaultJson { get; init; }
}
