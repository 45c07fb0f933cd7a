namespace OzFunctions.Web.Parameters;

/// <summary>A query parameter, with the check of its value and its description for the OpenAPI document.</summary>
/// <param name="name">The name. Its letter case matters.</param>
/// <param name="description">What the parameter does, for the OpenAPI document.</param>
/// <param name="schema">The schema of its value, for the OpenAPI document.</param>
internal abstract class QueryParameter(string name, string description, ParameterSchema schema)
{
    /// <summary>The name. Its letter case matters.</summary>
    public string Name => name;

    /// <summary>What the parameter does.</summary>
    public string Description => description;

    /// <summary>The schema of its value.</summary>
    public ParameterSchema Schema => schema;

    /// <summary>Whether a request without the parameter is rejected.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Describes the expected values.</summary>
    /// <param name="context">What the check depends on.</param>
    /// <returns>A sentence.</returns>
    public abstract string Expected(ParameterContext context);

    /// <summary>Whether a value is accepted.</summary>
    /// <param name="text">The value, not empty.</param>
    /// <param name="context">What the check depends on.</param>
    /// <returns>True when it is.</returns>
    public abstract bool Accepts(string text, ParameterContext context);
}
