using Microsoft.Extensions.Logging;

namespace OzFunctions.Web.Telemetry;

/// <summary>Keeps sensitive data out of the log, in both heads.</summary>
public static class LoggingSetup
{
    /// <summary>Turns off the framework's request log, because it contains the query and thereby the key.</summary>
    /// <param name="logging">The logging.</param>
    /// <returns>The same builder.</returns>
    public static ILoggingBuilder WithoutRequests(this ILoggingBuilder logging) => logging
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
}
