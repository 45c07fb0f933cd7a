namespace OzFunctions.Core.Reconciliation;

/// <summary>The numbers of open folders. At most <see cref="Most"/> are counted, and as many that were given up.</summary>
/// <param name="ByReasons">The number of folders for each combination of reasons. Combinations without folders are missing.</param>
/// <param name="IsMore">Whether there are more.</param>
public sealed record OpenCounts(IReadOnlyDictionary<OpenReasons, int> ByReasons, bool IsMore)
{
    /// <summary>The maximum that is counted.</summary>
    public const int Most = 10_000;

    /// <summary>The number of open folders.</summary>
    public int Total => ByReasons.Values.Sum();

    /// <summary>Counts the folders that have a reason, among others.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns>The number.</returns>
    public int Of(OpenReasons reason) => ByReasons.Where(count => count.Key.HasFlag(reason)).Sum(static count => count.Value);
}
