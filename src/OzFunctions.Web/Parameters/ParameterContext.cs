using Microsoft.AspNetCore.Http;

namespace OzFunctions.Web.Parameters;

/// <summary>What the check of a value depends on beside the value itself.</summary>
/// <param name="Request">The request.</param>
/// <param name="Now">The time, UTC.</param>
/// <param name="Endpoints">The names of the endpoints that the settings have.</param>
internal sealed record ParameterContext(HttpRequest Request, DateTimeOffset Now, IReadOnlyList<string> Endpoints)
{
    /// <summary>Today, UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);
}
