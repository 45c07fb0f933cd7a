using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>What Oz itself said of a folder's result, kept beside what we compute.</summary>
/// <param name="ResolutionStatus">Oz's <c>resolution_status</c>, if sent.</param>
/// <param name="SystemResolution">Oz's <c>system_resolution</c>, if sent.</param>
/// <param name="OperatorStatus">Oz's <c>operator_status</c>, if sent.</param>
/// <param name="AnalysisIds">The analyses that came in the same payload, sorted ordinally: what Oz was speaking of.</param>
public sealed record Reported(
    StatusWord? ResolutionStatus,
    StatusWord? SystemResolution,
    StatusWord? OperatorStatus,
    IReadOnlyList<string> AnalysisIds) : IComparable<Reported>
{
    /// <summary>The statuses that these words stand for, for a folder of which no analysis is known.</summary>
    public FolderStatuses Statuses => new(Resolution() ?? StatusBehind(System()), System() ?? VerdictBehind(ResolutionStatus));

    /// <summary>Whether Oz's words contradict the statuses that we computed. A word that was not sent contradicts nothing.</summary>
    /// <param name="computed">The computed statuses.</param>
    /// <returns>True when either word, as far as sent, stands for another status.</returns>
    public bool Contradicts(FolderStatuses computed) =>
        (Resolution() is { } resolution && resolution != computed.ResolutionStatus)
        || (System() is { } system && system != computed.SystemResolution);

    /// <inheritdoc/>
    public int CompareTo(Reported? other) => other is null ? 1 : string.CompareOrdinal(CanonicalText(), other.CanonicalText());

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

    private string CanonicalText() => $"{ResolutionStatus}|{SystemResolution}|{OperatorStatus}|{string.Join(',', AnalysisIds)}";
}
