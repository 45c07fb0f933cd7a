namespace OzFunctions.Web.Parameters;

/// <summary>The query parameters that a route has. All others are refused, as is a body.</summary>
/// <param name="parameters">The parameters.</param>
internal sealed class RouteQuery(params IReadOnlyList<QueryParameter> parameters)
{
    /// <summary>What the names of parameters that stand for metadata keys begin with.</summary>
    public const string MetadataPrefix = "meta.";

    /// <summary>Nothing is checked: the sender cannot be corrected, or the answer depends on no parameter.</summary>
    public static RouteQuery Anything { get; } = new();

    /// <summary>A route without parameters.</summary>
    public static RouteQuery None { get; } = new();

    /// <summary>Whether it has a parameter for each metadata key of the settings as well.</summary>
    public bool HasMetadata { get; init; }

    /// <summary>Whether it has both ends of a time span.</summary>
    public bool HasSpan { get; } = parameters.Contains(KnownParameters.From) && parameters.Contains(KnownParameters.To);

    /// <summary>All its parameters.</summary>
    /// <param name="metadataKeys">The metadata keys of the settings.</param>
    /// <returns>The parameters in the order in which they are described.</returns>
    public IReadOnlyList<QueryParameter> With(IReadOnlyList<string> metadataKeys) =>
        HasMetadata ? [.. parameters, .. metadataKeys.Select(KnownParameters.Metadata)] : parameters;
}
