namespace OzFunctions.Core.Folders;

/// <summary>
/// Selects the newest of Oz's reports. A report without a result, such as a FINISHED alone, does not replace one with a result, however new
/// it is: otherwise it would release a folder that Oz declined.
/// </summary>
internal static class NewestReport
{
    /// <summary>Returns the report that counts, in either order; a known report wins over an unknown one.</summary>
    /// <param name="left">The known report.</param>
    /// <param name="right">The new report.</param>
    /// <returns><paramref name="left"/> itself when <paramref name="right"/> adds nothing.</returns>
    public static Observed<Reported>? Later(Observed<Reported>? left, Observed<Reported>? right) =>
        left is null || right is null || HasResult(left) == HasResult(right) ? Observed<Reported>.Later(left, right)
        : HasResult(left) ? left
        : right;

    /// <summary>Whether webhooks reported different results for the time of the newest report. An answer from Oz settles this.</summary>
    /// <param name="known">The known records.</param>
    /// <param name="incoming">The new records.</param>
    /// <returns>True when they did.</returns>
    public static bool IsDisputed(FolderRecords known, FolderRecords incoming)
    {
        if (known.Reported is not { } left || incoming.Reported is not { } right)
        {
            return known.ReportsDiffer || incoming.ReportsDiffer;
        }

        var order = HasResult(left).CompareTo(HasResult(right));
        return (order != 0 ? order : Observed<Reported>.CompareTimes(left, right)) switch
        {
            > 0 => known.ReportsDiffer,
            < 0 => incoming.ReportsDiffer,
            _ => known.ReportsDiffer || incoming.ReportsDiffer || (left.AskedAt is null && !left.Value.HasTheWordsOf(right.Value)),
        };
    }

    private static bool HasResult(Observed<Reported> report) => report.Value.ResultOrState is not null;
}
