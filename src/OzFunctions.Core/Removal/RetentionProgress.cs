using System.Text.Json;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>The progress of a retention run: everything that another process, or the next run, needs to continue. A stored format.</summary>
/// <param name="Phase">The current phase.</param>
public sealed record RetentionProgress(RetentionPhase Phase)
{
    /// <summary>Records from before this time expire, UTC; the same in all steps of a run. Null until the clocks were compared.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>The continuation of the phase; null at its beginning.</summary>
    public string? Place { get; init; }

    /// <summary>The clock reading of this run; null before it.</summary>
    public ClockReading? Clocks { get; init; }

    /// <summary>The clock reading when the clocks last agreed; null when they never did. Passed on from run to run.</summary>
    public ClockReading? Agreed { get; init; }

    /// <summary>Parses the text that <see cref="ToString"/> returned.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The progress.</returns>
    /// <exception cref="InvalidContinuationException">The text cannot be read.</exception>
    public static RetentionProgress Read(string? text) => StoredProgress.Read(text, RetentionContext.Default.RetentionProgress);

    /// <summary>Parses the text that <see cref="ToString"/> returned.</summary>
    /// <param name="text">The text; null for none.</param>
    /// <returns>The progress; null when there is none, or it cannot be read.</returns>
    internal static RetentionProgress? TryRead(string? text) => StoredProgress.TryRead(text, RetentionContext.Default.RetentionProgress);

    /// <summary>Serializes the progress.</summary>
    /// <returns>JSON.</returns>
    public override string ToString() => JsonSerializer.Serialize(this, RetentionContext.Default.RetentionProgress);
}
