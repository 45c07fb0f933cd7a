namespace OzFunctions.Core;

/// <summary>A continuation that no earlier page returned.</summary>
public sealed class InvalidContinuationException() : Exception("The continuation is not one that an earlier page returned.");
