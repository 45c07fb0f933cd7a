namespace OzFunctions.Core;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="Items">The items.</param>
/// <param name="Next">The continuation of the next page; null on the last page.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, string? Next);
