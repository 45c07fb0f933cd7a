using System.Text.Json;

namespace OzFunctions.Core.Removal;

/// <summary>Where a run of retention stands: all that another process, and the next run, need to go on. A stored format.</summary>
/// <param name="Phase">What it is at.</param>
public sealed record RetentionProgress(RetentionPhase Phase)
{
    /// <summary>From before when things are removed, UTC; the same in all steps of a run. Null until the clocks were compared.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Where the phase goes on; null at its beginning.</summary>
    public string? Place { get; init; }

    /// <summary>What the clocks said in this run; null before they were read.</summary>
    public ClockReading? Clocks { get; init; }

    /// <summary>What the clocks said when they last agreed; null while they never did. Handed on from run to run.</summary>
    public ClockReading? Agreed { get; init; }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The progress.</returns>
    public static RetentionProgress Read(string text) => JsonSerializer.Deserialize(text, RetentionContext.Default.RetentionProgress)!;

    /// <summary>Writes the progress.</summary>
    /// <returns>JSON.</returns>
    public override string ToString() => JsonSerializer.Serialize(this, RetentionContext.Default.RetentionProgress);
}
