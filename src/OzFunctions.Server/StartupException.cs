namespace OzFunctions.Server;

/// <summary>The server cannot start, for a reason that its operator can fix. Only the message is shown.</summary>
/// <param name="message">What is wrong, where, and what to do.</param>
/// <param name="inner">The failure behind it, if any.</param>
internal sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
