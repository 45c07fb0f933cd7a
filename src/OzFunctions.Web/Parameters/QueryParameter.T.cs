using Microsoft.AspNetCore.Http;

namespace OzFunctions.Web.Parameters;

/// <summary>A query parameter whose value is read as a type.</summary>
/// <param name="name">The name, whose letter case matters.</param>
/// <param name="description">What it does, for the OpenAPI document.</param>
/// <param name="schema">What its value may be, for the OpenAPI document.</param>
/// <param name="expected">Says what values are expected, in a sentence.</param>
/// <param name="parse">Reads a value; null when it is none.</param>
/// <typeparam name="T">The type, nullable where it is a value type.</typeparam>
internal sealed class QueryParameter<T>(string name, string description, ParameterSchema schema, Func<ParameterContext, string> expected, Func<string, T?> parse)
    : QueryParameter(name, description, schema)
{
    /// <summary>A rule beyond the format, which may depend on the clock, the settings and the other parameters.</summary>
    public Func<T, ParameterContext, bool> Allows { get; init; } = static (_, _) => true;

    /// <inheritdoc/>
    public override string Expected(ParameterContext context) => expected(context);

    /// <inheritdoc/>
    public override bool Accepts(string text, ParameterContext context) => parse(text) is { } value && Allows(value, context);

    /// <summary>Reads the value from a request that <see cref="RequestCheck"/> let pass.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The value; null where the parameter is absent.</returns>
    /// <exception cref="InvalidOperationException">The request was not checked: a fault of ours.</exception>
    public T? Read(HttpRequest request)
    {
        // The collection finds names in any letter case.
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
