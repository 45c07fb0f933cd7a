using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>Oz's own result of a folder, kept beside ours.</summary>
/// <param name="ResolutionStatus">Oz's <c>resolution_status</c>, if sent.</param>
/// <param name="SystemResolution">Oz's <c>system_resolution</c>, if sent.</param>
/// <param name="OperatorStatus">Oz's <c>operator_status</c>, if sent.</param>
/// <param name="HasAnalyses">Whether the same payload had analyses; an empty list counts.</param>
public sealed record Reported(
    StatusWord? ResolutionStatus,
    StatusWord? SystemResolution,
    StatusWord? OperatorStatus,
    bool HasAnalyses) : IComparable<Reported>
{
    /// <summary>The statuses of a folder without known analyses, derived from these words.</summary>
    public FolderStatuses Statuses => new(
        ResolutionStatus?.State ?? SystemResolution?.State ?? Status.Initial,
        WithOperator(ResultWord?.Result ?? ResolutionStatus?.Result ?? Status.Initial)!.Value);

    /// <summary>
    /// Oz's result of the folder: <see cref="ResultWord"/>, where an unknown word, and FINISHED, count as OPERATOR_REQUIRED, and so does a pass beside an
    /// <c>operator_status</c> that neither passes nor runs. Null when there is none.
    /// </summary>
    public Status? Result => WithOperator(ResultWord?.Result);

    /// <summary>
    /// The word that gives Oz's result: <c>system_resolution</c>, or the verdict that older API versions put into <c>resolution_status</c>. Which of both counts
    /// when they differ is not documented, so a pass does not count beside a <c>resolution_status</c> that runs, does not pass or is unknown. FAILED says that
    /// some analysis failed, and FINISHED nothing. Null when there is none.
    /// </summary>
    internal StatusWord? ResultWord => (SystemResolution, ResolutionStatus) switch
    {
        (null, { Known: Status.Initial or Status.Processing or Status.Failed or Status.Finished }) => null,
        (null or { Known: Status.Success }, { Known: not (Status.Failed or Status.Finished) } verdict) => verdict,
        (var system, _) => system,
    };

    /// <summary>Whether <c>operator_status</c> keeps the folder from passing.</summary>
    internal bool IsRefusedByOperator => Refuses(OperatorStatus);

    /// <summary>The result, or, when only <c>resolution_status</c> was sent, the state that it reports for some analysis: failed or not finished.</summary>
    public Status? ResultOrState => Result ?? (ResolutionStatus?.State is { } state and not Status.Finished ? state : null);

    /// <summary>Whether Oz reports a final result.</summary>
    public bool HasFinalResult => ResultOrState is { } result && StatusRanking.IsTerminal(result);

    /// <summary>Whether Oz's words contradict the statuses that we computed. A missing word contradicts nothing.</summary>
    /// <param name="computed">The computed statuses.</param>
    /// <returns>True when either word, if sent, means a different status.</returns>
    public bool Contradicts(FolderStatuses computed) =>
        (ResolutionStatus is { } resolution && resolution.State != computed.ResolutionStatus)
        || (SystemResolution is not null && Result != computed.SystemResolution);

    /// <summary>Whether another report has the same words.</summary>
    /// <param name="other">The other.</param>
    /// <returns>True when all three are the same.</returns>
    public bool HasTheWordsOf(Reported other) =>
        ResolutionStatus == other.ResolutionStatus && SystemResolution == other.SystemResolution && OperatorStatus == other.OperatorStatus;

    /// <summary>
    /// Orders reports of the same time as <see cref="AnalysisCopy.Compare"/> orders copies: terminal over running, decided over
    /// OPERATOR_REQUIRED, worse over better, then by the canonical text.
    /// </summary>
    /// <param name="other">The other report.</param>
    /// <returns>Zero only when both are equal.</returns>
    public int CompareTo(Reported? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = HasFinalResult.CompareTo(other.HasFinalResult);
        order = order != 0 ? order : other.IsForOperator.CompareTo(IsForOperator);
        order = order != 0 ? order : RankOf(ResultOrState) - RankOf(other.ResultOrState);
        return order != 0 ? order : string.CompareOrdinal(CanonicalText(), other.CanonicalText());
    }

    /// <summary>Whether a word of <c>operator_status</c> keeps a folder from passing: any but SUCCESS, INITIAL and PROCESSING.</summary>
    /// <param name="word">The word; null when it was not sent.</param>
    /// <returns>True for an unknown word, too.</returns>
    internal static bool Refuses(StatusWord? word) => word is not (null or { Known: Status.Success or Status.Initial or Status.Processing });

    // No word objects to a pass but OPERATOR_REQUIRED, which a decision of the same time answers.
    private bool IsForOperator => Result is Status.OperatorRequired
        && ResultWord is { Known: Status.Success or Status.OperatorRequired }
        && (!IsRefusedByOperator || OperatorStatus is { Known: Status.OperatorRequired });

    private static int RankOf(Status? result) => result is { } known ? 1 + StatusRanking.Compare(known, Status.Success) : 0;

    // Whether operator_status can differ from system_resolution, and its words, are not documented. So it does not decide, but nothing passes unless it passes or is running.
    private Status? WithOperator(Status? result) => IsRefusedByOperator ? StatusRanking.Worse(result ?? Status.OperatorRequired, Status.OperatorRequired) : result;

    private string CanonicalText() =>
        Folders.CanonicalText.Of([ResolutionStatus?.Text, SystemResolution?.Text, OperatorStatus?.Text, HasAnalyses ? "analyses" : null]);
}
