namespace OzFunctions.Core.Reconciliation;

/// <summary>A difference between our folder and Oz's.</summary>
/// <param name="Field">The field.</param>
/// <param name="Ours">Our value; null when there is none.</param>
/// <param name="Oz">Oz's value; null when there is none.</param>
public sealed record FolderDifference(string Field, string? Ours, string? Oz);
