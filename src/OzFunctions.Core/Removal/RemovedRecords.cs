namespace OzFunctions.Core.Removal;

/// <summary>The result of removing some expired records.</summary>
/// <param name="Rows">The number of rows removed.</param>
/// <param name="Next">The continuation; null at the end.</param>
public sealed record RemovedRecords(int Rows, string? Next);
