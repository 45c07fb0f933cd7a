namespace OzFunctions.Core;

/// <summary>A continuation that no earlier page returned, or that is not readable.</summary>
/// <param name="message">The reason, as a sentence.</param>
public sealed class InvalidContinuationException(string message = "The continuation is not one that an earlier page returned.") : Exception(message);
