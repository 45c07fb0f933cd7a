using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OzFunctions.Web.Settings;

/// <summary>Warns at start-up of settings that are probably misspelt, in both heads. Never shows a value.</summary>
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
        [LoggerMessage(1, LogLevel.Warning, "The setting {Name} is unknown. Did you mean {Nearest}?")]
        public static partial void Unknown(ILogger logger, string name, string nearest);
    }
}
