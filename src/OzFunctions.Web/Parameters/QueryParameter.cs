namespace OzFunctions.Web.Parameters;

/// <summary>A query parameter: how its value is checked, and what the OpenAPI document says of it.</summary>
/// <param name="name">The name, whose letter case matters.</param>
/// <param name="description">What it does, for the OpenAPI document.</param>
/// <param name="schema">What its value may be, for the OpenAPI document.</param>
internal abstract class QueryParameter(string name, string description, ParameterSchema schema)
{
    /// <summary>The name, whose letter case matters.</summary>
    public string Name => name;

    /// <summary>What it does.</summary>
    public string Description => description;

    /// <summary>What its value may be.</summary>
    public ParameterSchema Schema => schema;

    /// <summary>Whether a request without it is refused.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Says what values are expected.</summary>
    /// <param name="context">What that depends on.</param>
    /// <returns>A sentence.</returns>
    public abstract string Expected(ParameterContext context);

    /// <summary>Whether a value is one of those that are expected.</summary>
    /// <param name="text">The value, not empty.</param>
    /// <param name="context">What that depends on.</param>
    /// <returns>True when it is.</returns>
    public abstract bool Accepts(string text, ParameterContext context);
}
