namespace OzFunctions.Core;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What it is a list of.</typeparam>
/// <param name="Items">The items.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, string? Next);
