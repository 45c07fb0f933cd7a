namespace OzFunctions.Core.Runs;

/// <summary>The outcome of starting an exclusive run.</summary>
/// <param name="Started">The started run; null when none was started.</param>
/// <param name="UnderWay">The active run that prevented it; null when there is none.</param>
public sealed record ExclusiveStart(Run? Started, RunId? UnderWay)
{
    /// <summary>Whether the progress of the previous run could not be read, so that the started one continues from where that run began, or begins anew.</summary>
    public bool HasLostProgress { get; init; }
}
