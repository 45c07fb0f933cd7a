namespace OzFunctions.Core;

/// <summary>The storage is temporarily unavailable. Nothing was acknowledged, so retrying later is safe.</summary>
/// <param name="message">What was attempted, without addresses or keys.</param>
/// <param name="inner">The underlying exception, if any.</param>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
