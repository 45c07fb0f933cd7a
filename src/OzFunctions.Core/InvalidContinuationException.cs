namespace OzFunctions.Core;

/// <summary>A continuation that no earlier page gave out.</summary>
public sealed class InvalidContinuationException() : Exception("The continuation is not one that an earlier page gave out.");
