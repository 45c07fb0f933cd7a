using Microsoft.AspNetCore.Http;

namespace OzFunctions.Web.Parameters;

/// <summary>A query parameter with a typed value.</summary>
/// <param name="name">The name. Its letter case matters.</param>
/// <param name="description">What the parameter does, for the OpenAPI document.</param>
/// <param name="schema">The schema of its value, for the OpenAPI document.</param>
/// <param name="expected">A sentence about the expected values.</param>
/// <param name="parse">Parses a value; null when it is malformed.</param>
/// <typeparam name="T">The type, nullable for a value type.</typeparam>
internal sealed class QueryParameter<T>(string name, string description, ParameterSchema schema, Func<ParameterContext, string> expected, Func<string, T?> parse)
    : QueryParameter(name, description, schema)
{
    /// <summary>A further condition, which may depend on the clock, the settings and the other parameters.</summary>
    public Func<T, ParameterContext, bool> Allows { get; init; } = static (_, _) => true;

    /// <inheritdoc/>
    public override string Expected(ParameterContext context) => expected(context);

    /// <inheritdoc/>
    public override bool Accepts(string text, ParameterContext context) => parse(text) is { } value && Allows(value, context);

    /// <summary>Reads the value from a request that has passed <see cref="RequestCheck"/>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The value; null when the parameter is absent.</returns>
    /// <exception cref="InvalidOperationException">The request was not checked, which is a fault of ours.</exception>
    public T? Read(HttpRequest request)
    {
        // The query collection itself ignores letter case.
        foreach (var (key, values) in request.Query)
        {
            if (key == Name)
            {
                return parse($"{values}") ?? throw new InvalidOperationException($"Parameter '{Name}' was not checked before it was read.");
            }
        }

        return default;
    }
}
