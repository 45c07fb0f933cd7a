namespace OzFunctions.Core.Reconciliation;

/// <summary>How many folders are open. Not more than <see cref="Most"/> are counted, and as many that were given up.</summary>
/// <param name="ByReasons">How many have which reasons. A combination that none has is missing.</param>
/// <param name="IsMore">Whether there are more.</param>
public sealed record OpenCounts(IReadOnlyDictionary<OpenReasons, int> ByReasons, bool IsMore)
{
    /// <summary>How far is counted.</summary>
    public const int Most = 10_000;

    /// <summary>How many there are, each once.</summary>
    public int Total => ByReasons.Values.Sum();

    /// <summary>How many have a reason, whatever others they have.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns>How many.</returns>
    public int Of(OpenReasons reason) => ByReasons.Where(count => count.Key.HasFlag(reason)).Sum(static count => count.Value);
}
