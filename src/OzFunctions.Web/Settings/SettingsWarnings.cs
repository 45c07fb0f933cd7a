using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OzFunctions.Web.Settings;

/// <summary>Warns at the start, beside what else is started and in both heads, of settings that are probably misspelt. Never shows a value.</summary>
/// <param name="configuration">The settings.</param>
/// <param name="logger">Where they are named.</param>
internal sealed partial class SettingsWarnings(IConfiguration configuration, ILogger<SettingsWarnings> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var (name, nearest) in UnknownSettings.In(configuration))
        {
            Log.Unknown(logger, name, nearest);
        }

        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The setting {Name} is not known: is {Nearest} meant?")]
        public static partial void Unknown(ILogger logger, string name, string nearest);
    }
}
