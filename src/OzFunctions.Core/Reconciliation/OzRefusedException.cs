namespace OzFunctions.Core.Reconciliation;

/// <summary>Oz will not answer what it was asked, however often it is asked: it is not allowed, not foreseen, or larger than we take.</summary>
/// <param name="message">What was tried and what came, without addresses, tokens or bodies.</param>
public sealed class OzRefusedException(string message) : Exception(message);
