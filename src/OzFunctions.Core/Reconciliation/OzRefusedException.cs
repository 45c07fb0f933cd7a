namespace OzFunctions.Core.Reconciliation;

/// <summary>Oz rejects a request permanently: it is not allowed, not expected, or its answer is larger than the limit.</summary>
/// <param name="message">What was requested and what was answered, without addresses, tokens or bodies.</param>
public sealed class OzRefusedException(string message) : Exception(message);
