namespace OzFunctions.Server;

/// <summary>A reason not to start that the person at the terminal can act on: its message is all that they are shown.</summary>
/// <param name="message">One sentence: what is wrong, where, and what to do.</param>
/// <param name="inner">The failure behind it, if any.</param>
internal sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
