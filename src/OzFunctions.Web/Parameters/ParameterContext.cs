using Microsoft.AspNetCore.Http;

namespace OzFunctions.Web.Parameters;

/// <summary>What the check of a value depends on, apart from the value itself.</summary>
/// <param name="Request">The request.</param>
/// <param name="Now">The current time, UTC.</param>
/// <param name="Endpoints">The names of the endpoints in the settings.</param>
internal sealed record ParameterContext(HttpRequest Request, DateTimeOffset Now, IReadOnlyList<string> Endpoints)
{
    /// <summary>Today, UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);
}
