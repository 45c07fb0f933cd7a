namespace OzFunctions.Web.OpenApi;

/// <summary>The words that a query parameter of a route may be.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Words">The words.</param>
internal sealed record ParameterWords(string Parameter, IReadOnlyList<string> Words);
