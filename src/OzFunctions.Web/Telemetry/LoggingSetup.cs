using Microsoft.Extensions.Logging;

namespace OzFunctions.Web.Telemetry;

/// <summary>Keeps out of the log what must not be in it, in both heads.</summary>
public static class LoggingSetup
{
    /// <summary>Leaves out the framework's log of requests: it holds the query, and with it the key.</summary>
    /// <param name="logging">The logging.</param>
    /// <returns>The same.</returns>
    public static ILoggingBuilder WithoutRequests(this ILoggingBuilder logging) => logging
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
}
