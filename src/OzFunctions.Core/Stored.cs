namespace OzFunctions.Core;

/// <summary>Something as it was read or written.</summary>
/// <typeparam name="T">What it is.</typeparam>
/// <param name="Value">The thing.</param>
/// <param name="ETag">The storage's mark of this very version: a write under it fails when another came first.</param>
public sealed record Stored<T>(T Value, string ETag);
