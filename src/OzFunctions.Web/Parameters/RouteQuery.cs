namespace OzFunctions.Web.Parameters;

/// <summary>The query parameters of a route. Other parameters, and a body, are rejected.</summary>
internal sealed class RouteQuery(params IReadOnlyList<QueryParameter> parameters)
{
    /// <summary>The prefix of parameters that are named after metadata keys.</summary>
    public const string MetadataPrefix = "meta.";

    /// <summary>Nothing is checked: the sender cannot be corrected, or the response depends on no parameter.</summary>
    public static RouteQuery Anything { get; } = new();

    /// <summary>A route without parameters.</summary>
    public static RouteQuery None { get; } = new();

    /// <summary>Whether the route also has a parameter for each metadata key of the settings.</summary>
    public bool HasMetadata { get; init; }

    /// <summary>Whether the route has both ends of a time span.</summary>
    public bool HasSpan { get; } = parameters.Contains(KnownParameters.From) && parameters.Contains(KnownParameters.To);

    /// <summary>All parameters of the route.</summary>
    /// <param name="metadataKeys">The metadata keys of the settings.</param>
    /// <returns>The parameters, in the order of the OpenAPI document.</returns>
    public IReadOnlyList<QueryParameter> With(IReadOnlyList<string> metadataKeys) =>
        HasMetadata ? [.. parameters, .. metadataKeys.Select(KnownParameters.Metadata)] : parameters;
}
