namespace OzFunctions.Core.Reconciliation;

/// <summary>What we and Oz say differently of a folder.</summary>
/// <param name="Field">What it is about.</param>
/// <param name="Ours">What we say; null when we say nothing.</param>
/// <param name="Oz">What Oz says; null when it says nothing.</param>
public sealed record FolderDifference(string Field, string? Ours, string? Oz);
