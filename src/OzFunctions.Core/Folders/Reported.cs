using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>What Oz itself said of a folder's result, kept beside what we compute.</summary>
/// <param name="ResolutionStatus">Oz's <c>resolution_status</c>, if sent.</param>
/// <param name="SystemResolution">Oz's <c>system_resolution</c>, if sent.</param>
/// <param name="OperatorStatus">Oz's <c>operator_status</c>, if sent.</param>
/// <param name="SpeaksOfAnalyses">Whether the same payload spoke of analyses; an empty list does.</param>
public sealed record Reported(
    StatusWord? ResolutionStatus,
    StatusWord? SystemResolution,
    StatusWord? OperatorStatus,
    bool SpeaksOfAnalyses) : IComparable<Reported>
{
    /// <summary>The statuses that these words stand for, for a folder of which no analysis is known.</summary>
    public FolderStatuses Statuses => new(Resolution() ?? StatusBehind(System()), System() ?? VerdictBehind(ResolutionStatus));

    /// <summary>
    /// The result that Oz gives the folder: its <c>system_resolution</c>, or the verdict that an older API version puts into
    /// <c>resolution_status</c>. Null when it gives none. A word that nobody knows, and FINISHED, count as OPERATOR_REQUIRED.
    /// </summary>
    public Status? Result => System() ?? ResolutionStatus switch
    {
        null or { Known: Status.Initial or Status.Processing or Status.Failed or Status.Finished } => null,
        _ => VerdictBehind(ResolutionStatus),
    };

    /// <summary>
    /// The same, and where only <c>resolution_status</c> was sent what that says of some analysis, in whichever group: that one failed, or is
    /// still to come to an end.
    /// </summary>
    public Status? ResultOrState => Result ?? (ResolutionStatus is { Known: (Status.Failed or Status.Processing or Status.Initial) and { } state } ? state : null);

    /// <summary>Whether Oz's words contradict the statuses that we computed. A word that was not sent contradicts nothing.</summary>
    /// <param name="computed">The computed statuses.</param>
    /// <returns>True when either word, as far as sent, stands for another status.</returns>
    public bool Contradicts(FolderStatuses computed) =>
        (Resolution() is { } resolution && resolution != computed.ResolutionStatus)
        || (System() is { } system && system != computed.SystemResolution);

    /// <summary>Whether another has the same words.</summary>
    /// <param name="other">The other.</param>
    /// <returns>True when all three are the same.</returns>
    public bool HasTheWordsOf(Reported other) =>
        ResolutionStatus == other.ResolutionStatus && SystemResolution == other.SystemResolution && OperatorStatus == other.OperatorStatus;

    /// <summary>
    /// The order of reports of one time, as copies of an analysis have it: terminal over running, decided over OPERATOR_REQUIRED, worse over
    /// better, then the canonical text.
    /// </summary>
    /// <param name="other">The other report.</param>
    /// <returns>Zero only when both say the same.</returns>
    public int CompareTo(Reported? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = IsOver.CompareTo(other.IsOver);
        order = order != 0 ? order : other.IsForOperator.CompareTo(IsForOperator);
        order = order != 0 ? order : RankOf(ResultOrState) - RankOf(other.ResultOrState);
        return order != 0 ? order : string.CompareOrdinal(CanonicalText(), other.CanonicalText());
    }

    private bool IsOver => ResultOrState is { } result && StatusRanking.IsTerminal(result);

    private bool IsForOperator => (SystemResolution ?? ResolutionStatus) is { Known: Status.OperatorRequired };

    private static int RankOf(Status? result) => result is { } known ? 1 + StatusRanking.Compare(known, Status.Success) : 0;

    // An older API version put the verdict here; it then means that processing is over. So does a word that nobody knows.
    private Status? Resolution() => ResolutionStatus switch
    {
        null => null,
        { Known: (Status.Initial or Status.Processing or Status.Failed) and { } known } => known,
        _ => Status.Finished,
    };

    private Status? System() => SystemResolution is { } word ? StatusRanking.AsResult(word.Known ?? Status.OperatorRequired) : null;

    private static Status StatusBehind(Status? system) => system switch
    {
        null or Status.Initial => Status.Initial,
        Status.Processing or Status.Failed => system.Value,
        _ => Status.Finished,
    };

    private static Status VerdictBehind(StatusWord? resolution) =>
        resolution is null ? Status.Initial : StatusRanking.AsResult(resolution.Known ?? Status.OperatorRequired);

    private string CanonicalText() =>
        Folders.CanonicalText.Of([ResolutionStatus?.Text, SystemResolution?.Text, OperatorStatus?.Text, SpeaksOfAnalyses ? "analyses" : null]);
}
