namespace OzFunctions.Server.Logging;

/// <summary>The log messages of start-up.</summary>
internal static partial class StartLog
{
    /// <summary>The server has started.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="api">The URL of the API.</param>
    /// <param name="environment">The environment's name.</param>
    [LoggerMessage(1, LogLevel.Information, "OzFunctions serves {Api} ({Environment}).")]
    public static partial void Serves(ILogger logger, string api, string environment);

    /// <summary>Progress of the storage emulator.</summary>
    [LoggerMessage(2, LogLevel.Information, "{Progress}")]
    public static partial void Emulator(ILogger logger, string progress);
}
