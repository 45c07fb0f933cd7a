namespace OzFunctions.Core.Reconciliation;

/// <summary>A page of a list of Oz.</summary>
/// <param name="Items">The folders, in Oz's order.</param>
/// <param name="IsLast">Whether this is the last page: it is empty, or Oz says so.</param>
public sealed record OzPage(IReadOnlyList<OzListed> Items, bool IsLast);
