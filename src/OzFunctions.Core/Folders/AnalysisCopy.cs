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
    /// The order in which copies win: <see cref="TimeUpdated"/> (missing is lowest), terminal over running, verdict present over absent, decided
    /// over OPERATOR_REQUIRED (at one time the decision is later than the request for it), worse over better, then the ordinally greater
    /// canonical text. Zero only when the two say the same.
    /// </summary>
    /// <param name="left">One copy.</param>
    /// <param name="right">The other.</param>
    /// <returns>Above zero when <paramref name="left"/> wins.</returns>
    public static int Compare(AnalysisCopy left, AnalysisCopy right)
    {
        var order = Nullable.Compare(left.TimeUpdated, right.TimeUpdated);
        order = order != 0 ? order : left.Status.IsTerminal.CompareTo(right.Status.IsTerminal);
        order = order != 0 ? order : left.Status.HasVerdict.CompareTo(right.Status.HasVerdict);
        order = order != 0 ? order : right.Status.IsForOperator.CompareTo(left.Status.IsForOperator);
        order = order != 0 ? order : Statuses.StatusRanking.Compare(left.Status.Result, right.Status.Result);
        return order != 0 || left.SaysTheSameAs(right) ? order : string.CompareOrdinal(left.CanonicalText(), right.CanonicalText());
    }

    /// <summary>Whether another copy is of the same time and counts as the same.</summary>
    /// <param name="other">The other copy.</param>
    /// <returns>True when they differ at most in what no result depends on.</returns>
    internal bool StandsLike(AnalysisCopy other) => ReferenceEquals(this, other) || (TimeUpdated == other.TimeUpdated && Status.Result == other.Status.Result);

    private bool SaysTheSameAs(AnalysisCopy other) =>
        Status == other.Status && ErrorCode == other.ErrorCode && Confidences.SequenceEqual(other.Confidences);

    private string CanonicalText() =>
        Folders.CanonicalText.Of([Status.State?.Text, Status.Resolution?.Text, ErrorCode, .. Confidences.Select(static score => score.ToString())]);
}
