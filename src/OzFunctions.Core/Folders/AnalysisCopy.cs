namespace OzFunctions.Core.Folders;

/// <summary>
/// The status of an analysis as one payload sent it. Of two copies one wins as a whole, so a status is never combined with the time or
/// scores of another.
/// </summary>
/// <param name="Status">The two status words.</param>
/// <param name="TimeUpdated">When Oz last changed the analysis, UTC; null when the payload has no time.</param>
/// <param name="ErrorCode">Oz's error code, if there was one.</param>
/// <param name="Confidences">Numeric scores, at most one of each name, sorted by name.</param>
public sealed record AnalysisCopy(
    AnalysisStatus Status,
    DateTimeOffset? TimeUpdated,
    string? ErrorCode,
    IReadOnlyList<Confidence> Confidences)
{
    /// <summary>Returns the copy that counts, in either order.</summary>
    /// <param name="left">One copy.</param>
    /// <param name="right">The other.</param>
    /// <returns>The one with the greater key; <paramref name="left"/> when both are equal.</returns>
    public static AnalysisCopy Later(AnalysisCopy left, AnalysisCopy right) => Compare(left, right) >= 0 ? left : right;

    /// <summary>
    /// Orders copies: by <see cref="TimeUpdated"/> (missing is lowest), terminal over running, verdict present over absent, decided over
    /// OPERATOR_REQUIRED (at the same time, the decision is later than the request for it), worse over better, then the ordinally greater
    /// canonical text. Zero only when both are equal.
    /// </summary>
    /// <param name="left">One copy.</param>
    /// <param name="right">The other.</param>
    /// <returns>Greater than zero when <paramref name="left"/> wins.</returns>
    public static int Compare(AnalysisCopy left, AnalysisCopy right)
    {
        var order = Nullable.Compare(left.TimeUpdated, right.TimeUpdated);
        order = order != 0 ? order : left.Status.IsTerminal.CompareTo(right.Status.IsTerminal);
        order = order != 0 ? order : left.Status.HasVerdict.CompareTo(right.Status.HasVerdict);
        order = order != 0 ? order : right.Status.IsForOperator.CompareTo(left.Status.IsForOperator);
        order = order != 0 ? order : Statuses.StatusRanking.Compare(left.Status.Result, right.Status.Result);
        return order != 0 || left.EqualsContent(right) ? order : string.CompareOrdinal(left.CanonicalText(), right.CanonicalText());
    }

    /// <summary>Whether another copy has the same time and the same result.</summary>
    /// <param name="other">The other copy.</param>
    /// <returns>True when they differ only in fields that no result depends on.</returns>
    internal bool HasSameResultAs(AnalysisCopy other) => ReferenceEquals(this, other) || (TimeUpdated == other.TimeUpdated && Status.Result == other.Status.Result);

    private bool EqualsContent(AnalysisCopy other) =>
        Status == other.Status && ErrorCode == other.ErrorCode && Confidences.SequenceEqual(other.Confidences);

    private string CanonicalText() =>
        Folders.CanonicalText.Of([Status.State?.Text, Status.Resolution?.Text, ErrorCode, .. Confidences.Select(static score => score.ToString())]);
}
