namespace OzFunctions.Core.Removal;

/// <summary>What a sweep did.</summary>
/// <param name="Rows">How many rows it removed.</param>
/// <param name="Next">Where to go on; null at the end.</param>
public sealed record Swept(int Rows, string? Next);
