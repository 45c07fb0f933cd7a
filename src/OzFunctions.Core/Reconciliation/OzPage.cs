namespace OzFunctions.Core.Reconciliation;

/// <summary>A page of folders that Oz lists.</summary>
/// <param name="Items">The folders, in Oz's order.</param>
/// <param name="IsLast">Whether Oz has no more: the page is empty, or it says so itself.</param>
public sealed record OzPage(IReadOnlyList<OzListed> Items, bool IsLast);
