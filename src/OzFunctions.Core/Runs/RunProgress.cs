namespace OzFunctions.Core.Runs;

/// <summary>The result of one step of a run.</summary>
/// <param name="Run">The run after the step.</param>
/// <param name="Delay">The delay before the next step.</param>
/// <param name="WaitsFor">The reason for the delay, as a sentence; null when there is none.</param>
public sealed record RunProgress(Run Run, TimeSpan Delay = default, string? WaitsFor = null)
{
    /// <summary>What operators must know about the step, as sentences; null when there is nothing.</summary>
    public string? Warning { get; init; }
}
