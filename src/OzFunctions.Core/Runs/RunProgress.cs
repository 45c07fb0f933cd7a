namespace OzFunctions.Core.Runs;

/// <summary>What one step made of a run.</summary>
/// <param name="Run">The run after it.</param>
/// <param name="Delay">How long the next step waits.</param>
/// <param name="WaitsFor">Why it waits, as a sentence; null when it does not.</param>
public sealed record RunProgress(Run Run, TimeSpan Delay = default, string? WaitsFor = null);
