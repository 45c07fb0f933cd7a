namespace OzFunctions.Core;

/// <summary>A value together with the ETag under which it was read or written.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="ETag">The ETag of this version: a conditional write with it fails when the row has changed since.</param>
public sealed record Stored<T>(T Value, string ETag);
