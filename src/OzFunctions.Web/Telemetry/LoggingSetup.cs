using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OzFunctions.Web.Telemetry;

/// <summary>Keeps sensitive data out of the log, in both heads.</summary>
public static class LoggingSetup
{
    // The frameworks that log URLs below the level of warnings: requests with their keys, connections, exports of telemetry, the requests of Azure's clients.
    private static readonly string[] LoggersOfUrls = ["Microsoft.AspNetCore", "System.Net.Http", "Azure"];

    /// <summary>
    /// Turns off the request logs of the frameworks, because they contain queries and thereby keys. Of these loggers only warnings and errors are logged, in
    /// every provider. Settings can lower that, and no setting can raise it.
    /// </summary>
    /// <param name="logging">The logging.</param>
    /// <returns>The same builder.</returns>
    public static ILoggingBuilder WithoutRequests(this ILoggingBuilder logging)
    {
        logging.Services.PostConfigure<LoggerFilterOptions>(static options => Limit(options));
        return logging;
    }

    // The logger factory applies only the most specific rule, and a rule for a provider is more specific than any without. So every rule gets the limit.
    private static void Limit(LoggerFilterOptions options)
    {
        LoggerFilterRule[] rules = [new(null, null, options.MinLevel, null), .. options.Rules];
        options.Rules.Clear();
        foreach (var rule in rules)
        {
            options.Rules.Add(new(rule.ProviderName, rule.CategoryName, rule.LogLevel, (provider, category, level) =>
                (level >= LogLevel.Warning || !LogsUrls(category)) && rule.Filter?.Invoke(provider, category, level) is not false));
        }
    }

    private static bool LogsUrls(string? category) => Array.Exists(LoggersOfUrls, name => category?.StartsWith(name, StringComparison.OrdinalIgnoreCase) is true);
}
