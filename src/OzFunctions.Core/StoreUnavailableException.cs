namespace OzFunctions.Core;

/// <summary>The storage did not do what was asked of it, now. Nothing was acknowledged; trying again later is safe.</summary>
/// <param name="message">What was tried, without addresses or keys.</param>
/// <param name="inner">The failure behind it, if any.</param>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
