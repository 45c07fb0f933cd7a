namespace OzFunctions.Core.Folders;

/// <summary>
/// What one payload told of an analysis's status. These fields travel together: of two copies one wins whole, so that a status is never
/// shown with another status's time or scores.
/// </summary>
/// <param name="Status">The two status words.</param>
/// <param name="TimeUpdated">When Oz last changed the analysis, UTC; null when the payload did not say.</param>
/// <param name="ErrorCode">Oz's error code, if there was one.</param>
/// <param name="Confidences">Numeric scores, at most one of each name, sorted by name.</param>
public sealed record AnalysisCopy(
    AnalysisStatus Status,
    DateTimeOffset? TimeUpdated,
    string? ErrorCode,
    IReadOnlyList<Confidence> Confidences)
{
    /// <summary>The copy that counts, whichever came first.</summary>
    /// <param name="left">One copy.</param>
    /// <param name="right">The other.</param>
    /// <returns>The one with the greater key; <paramref name="left"/> when both say the same.</returns>
    public static AnalysisCopy Later(AnalysisCopy left, AnalysisCopy right) => Compare(left, right) >= 0 ? left : right;

    /// <summary>
    /// The order in which copies win: <see cref="TimeUpdated"/> (missing is lowest), terminal over running, verdict present over absent,
    /// worse over better, then the ordinally greater canonical text. Zero only when the two say the same.
    /// </summary>
    /// <param name="left">One copy.</param>
    /// <param name="right">The other.</param>
    /// <returns>Above zero when <paramref name="left"/> wins.</returns>
    public static int Compare(AnalysisCopy left, AnalysisCopy right)
    {
        var order = Nullable.Compare(left.TimeUpdated, right.TimeUpdated);
        order = order != 0 ? order : left.Status.IsTerminal.CompareTo(right.Status.IsTerminal);
        order = order != 0 ? order : left.Status.HasVerdict.CompareTo(right.Status.HasVerdict);
        order = order != 0 ? order : Statuses.StatusRanking.Compare(left.Status.Result, right.Status.Result);
        return order != 0 || left.SaysTheSameAs(right) ? order : string.CompareOrdinal(left.CanonicalText(), right.CanonicalText());
    }

    private bool SaysTheSameAs(AnalysisCopy other) =>
        Status == other.Status && ErrorCode == other.ErrorCode && Confidences.SequenceEqual(other.Confidences);

    // The error code is length-prefixed because it is free text: without that, two different copies could read alike.
    private string CanonicalText() =>
        $"{Status.State}|{Status.Resolution}|{ErrorCode?.Length}:{ErrorCode}|{string.Join(',', Confidences)}";
}
