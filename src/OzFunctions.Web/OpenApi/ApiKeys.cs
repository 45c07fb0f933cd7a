using Microsoft.OpenApi;
using OzFunctions.Web.Keys;

namespace OzFunctions.Web.OpenApi;

/// <summary>The security schemes of the OpenAPI document: where a request carries its keys.</summary>
internal static class ApiKeys
{
    private const string InHeader = "key";
    private const string InQuery = "code";
    private const string Admin = "adminKey";

    /// <summary>All ways.</summary>
    /// <returns>The ways by their names.</returns>
    public static IDictionary<string, IOpenApiSecurityScheme> Schemes() => new Dictionary<string, IOpenApiSecurityScheme>
    {
        [InHeader] = Key(ParameterLocation.Header, "x-functions-key", "A webhook key for the webhook route, a read key for all others."),
        [InQuery] = Key(ParameterLocation.Query, "code", "The same key, as a query parameter."),
        [Admin] = Key(ParameterLocation.Header, AdminGuard.Header, "One of the keys of Keys:Admin, beside a read key."),
    };

    /// <summary>What opens a route.</summary>
    /// <param name="level">Its level.</param>
    /// <param name="document">The document.</param>
    /// <returns>Alternative requirements; satisfying one of them is enough.</returns>
    public static IList<OpenApiSecurityRequirement> Of(KeyLevel level, OpenApiDocument? document)
    {
        OpenApiSecuritySchemeReference Scheme(string name) => new(name, document);
        return level switch
        {
            KeyLevel.Anonymous => [],
            KeyLevel.Admin => [new() { [Scheme(InHeader)] = [], [Scheme(Admin)] = [] }, new() { [Scheme(InQuery)] = [], [Scheme(Admin)] = [] }],
            _ => [new() { [Scheme(InHeader)] = [] }, new() { [Scheme(InQuery)] = [] }],
        };
    }

    private static OpenApiSecurityScheme Key(ParameterLocation place, string name, string description) =>
        new() { Type = SecuritySchemeType.ApiKey, In = place, Name = name, Description = description };
}
