namespace OzFunctions.Core.Removal;

/// <summary>What our clock and the storage's said at one time.</summary>
/// <param name="Ours">Ours, UTC.</param>
/// <param name="Storage">The storage's, UTC, in whole seconds.</param>
public sealed record ClockReading(DateTimeOffset Ours, DateTimeOffset Storage);
