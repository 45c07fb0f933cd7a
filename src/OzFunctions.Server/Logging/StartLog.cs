namespace OzFunctions.Server.Logging;

/// <summary>What the server logs while it starts.</summary>
internal static partial class StartLog
{
    /// <summary>It serves.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="api">Where.</param>
    /// <param name="environment">The environment's name.</param>
    [LoggerMessage(1, LogLevel.Information, "OzFunctions serves {Api} ({Environment}).")]
    public static partial void Serves(ILogger logger, string api, string environment);

    /// <summary>What becomes of the storage emulator.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="progress">A sentence.</param>
    [LoggerMessage(2, LogLevel.Information, "{Progress}")]
    public static partial void Emulator(ILogger logger, string progress);
}
