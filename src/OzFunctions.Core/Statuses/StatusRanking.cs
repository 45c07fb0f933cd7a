namespace OzFunctions.Core.Statuses;

/// <summary>
/// Ranks results from worst to best: <c>INITIAL &gt; PROCESSING &gt; FAILED &gt; DECLINED &gt; OPERATOR_REQUIRED &gt; SUCCESS</c> (Oz API,
/// "Statuses in API": a group's result is its worst).
/// </summary>
public static class StatusRanking
{
    /// <summary>Maps a status to the result that it counts as: FINISHED alone is not a verdict, so an operator must decide.</summary>
    /// <param name="status">The status.</param>
    /// <returns>The status itself, or <see cref="Status.OperatorRequired"/> for <see cref="Status.Finished"/>.</returns>
    public static Status AsResult(Status status) => status is Status.Finished ? Status.OperatorRequired : status;

    /// <summary>Returns the worse of two results.</summary>
    /// <param name="left">One status.</param>
    /// <param name="right">The other.</param>
    /// <returns>The worse one, as a result.</returns>
    public static Status Worse(Status left, Status right) =>
        Compare(left, right) >= 0 ? AsResult(left) : AsResult(right);

    /// <summary>Returns the worse of two words for one status.</summary>
    /// <param name="left">One word; null when it was not sent.</param>
    /// <param name="right">The other.</param>
    /// <returns>
    /// The worse one. FINISHED implies no result, so any other word wins over it. An unknown word counts as
    /// <see cref="Status.OperatorRequired"/> and wins over that, so that it stays visible. Null when neither was sent.
    /// </returns>
    public static StatusWord? Worse(StatusWord? left, StatusWord? right)
    {
        if (left is null || right is null || left == right)
        {
            return left ?? right;
        }

        if (left.Known is Status.Finished || right.Known is Status.Finished)
        {
            return left.Known is Status.Finished ? right : left;
        }

        var order = Compare(left.Result, right.Result);
        order = order != 0 ? order : (left.Known is null).CompareTo(right.Known is null);
        order = order != 0 ? order : string.CompareOrdinal(left.Text, right.Text);
        return order > 0 ? left : right;
    }

    /// <summary>Compares two results by rank.</summary>
    /// <param name="left">One status.</param>
    /// <param name="right">The other.</param>
    /// <returns>Greater than zero when <paramref name="left"/> is worse, less than zero when it is better, zero when they rank equally.</returns>
    public static int Compare(Status left, Status right) => Rank(left) - Rank(right);

    /// <summary>Whether a result is final: neither running nor waiting to start.</summary>
    /// <param name="result">A result.</param>
    /// <returns>False for <see cref="Status.Initial"/> and <see cref="Status.Processing"/>.</returns>
    public static bool IsTerminal(Status result) => result is not (Status.Initial or Status.Processing);

    private static int Rank(Status status) => AsResult(status) switch
    {
        Status.Initial => 5,
        Status.Processing => 4,
        Status.Failed => 3,
        Status.Declined => 2,
        Status.OperatorRequired => 1,
        Status.Success => 0,
        var other => throw new ArgumentOutOfRangeException(nameof(status), other, "Unknown status."),
    };
}
