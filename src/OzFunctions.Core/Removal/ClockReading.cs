namespace OzFunctions.Core.Removal;

/// <summary>A simultaneous reading of our clock and the storage's.</summary>
/// <param name="Ours">Our time, UTC.</param>
/// <param name="Storage">The storage's time, UTC, in whole seconds.</param>
public sealed record ClockReading(DateTimeOffset Ours, DateTimeOffset Storage);
