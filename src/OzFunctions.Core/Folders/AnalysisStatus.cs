using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>
/// The status words of an analysis, normalised to two words. Older API versions put the verdict into <c>state</c>, newer ones into
/// <c>resolution_status</c>; both normalise to the same value.
/// </summary>
public readonly record struct AnalysisStatus
{
    private AnalysisStatus(StatusWord? state, StatusWord? resolution)
    {
        State = state;
        Resolution = resolution;
        Result = StatusRanking.Worse(state, resolution)?.Result ?? Status.Processing;
    }

    /// <summary>The state, or an unknown word, or a verdict if <see cref="Resolution"/> is an unknown word; null when no status was sent.</summary>
    public StatusWord? State { get; }

    /// <summary>The verdict, or the state of an unfinished analysis, or an unknown word; null when a finished analysis has no verdict.</summary>
    public StatusWord? Resolution { get; }

    /// <summary>The result with which the analysis counts in its group. Never <see cref="Status.Finished"/>.</summary>
    /// <remarks>
    /// An unknown word, and FINISHED without a verdict, count as <see cref="Status.OperatorRequired"/>, so that nothing passes on a status
    /// that is not understood. No word at all counts as <see cref="Status.Processing"/>.
    /// </remarks>
    public Status Result { get; }

    /// <summary>Whether the analysis has finished.</summary>
    public bool IsTerminal => StatusRanking.IsTerminal(Result);

    /// <summary>Whether a resolution other than FINISHED was sent. An unknown word in either field may be one.</summary>
    public bool HasVerdict => Resolution is { Known: not Status.Finished } || State is { Known: null };

    /// <summary>Whether the analysis finished without a verdict.</summary>
    public bool IsWithoutVerdict => State is { Known: Status.Finished } && !HasVerdict;

    /// <summary>Whether the analysis finished with a verdict, or failed.</summary>
    public bool HasFinalResult => IsTerminal && !IsWithoutVerdict;

    /// <summary>Whether Oz's resolution is OPERATOR_REQUIRED and the other word is neither worse nor unknown.</summary>
    public bool IsForOperator => Result is Status.OperatorRequired && Resolution is { Known: Status.OperatorRequired } && State is not { Known: null };

    /// <summary>Whether this status is terminal and cannot be an operator's later decision, which is always DECLINED or SUCCESS.</summary>
    public bool IsNoDecision => Result is Status.Failed || IsForOperator;

    /// <summary>Normalises the two words of a payload.</summary>
    /// <param name="state">The analysis's <c>state</c>, if sent.</param>
    /// <param name="resolution">The analysis's <c>resolution_status</c>, if sent.</param>
    /// <returns>The normalised status.</returns>
    public static AnalysisStatus Of(StatusWord? state, StatusWord? resolution) => state?.Known switch
    {
        null or Status.Finished => new AnalysisStatus(state ?? (resolution is null ? null : StatusWord.Of(resolution.State)), resolution),
        _ when resolution is { Known: null } => new AnalysisStatus(state, resolution),
        Status.Initial or Status.Processing or Status.Failed => new AnalysisStatus(state, state),
        _ => new AnalysisStatus(StatusWord.Of(Status.Finished), StatusRanking.Worse(state, resolution)),
    };

    /// <summary>Normalises the three words of a payload.</summary>
    /// <param name="state">The analysis's <c>state</c>, if sent.</param>
    /// <param name="resolutionStatus">The analysis's <c>resolution_status</c>, if sent.</param>
    /// <param name="resolution">
    /// The analysis's <c>resolution</c>, if sent: the same verdict under another name; Oz's documentation polls both. When the two differ,
    /// the analysis is running if either is a running state; otherwise the worse one counts.
    /// </param>
    /// <returns>The normalised status. It contains two different unknown words, unless a known word is worse.</returns>
    public static AnalysisStatus Of(StatusWord? state, StatusWord? resolutionStatus, StatusWord? resolution) =>
        resolutionStatus is null || resolution is null || resolutionStatus == resolution ? Of(state, resolutionStatus ?? resolution)
        : resolutionStatus.Known is null || resolution.Known is null ? OfUnknown([state, resolutionStatus, resolution])
        : Of(state, StatusRanking.Worse(resolutionStatus, resolution));

    // The normalised form has two words. An unknown word always takes one; the other holds the word that decides the result.
    private static AnalysisStatus OfUnknown(ReadOnlySpan<StatusWord?> words)
    {
        StatusWord? worst = null, unknown = null, otherUnknown = null;
        foreach (var word in words)
        {
            if (word is { Known: not null })
            {
                worst = StatusRanking.Worse(worst, word);
            }
            else if (word is not null && word != unknown)
            {
                (unknown, otherUnknown) = unknown is null ? (word, null) : (unknown, otherUnknown ?? word);
            }
        }

        // The resolution of an unfinished analysis is its state.
        worst = words[0] is { Known: Status.Initial or Status.Processing or Status.Failed } ? words[0] : worst;
        var decides = worst is { Known: Status.Initial or Status.Processing or Status.Failed or Status.Declined };
        return otherUnknown is null || decides
            ? new AnalysisStatus(worst ?? StatusWord.Of(Status.Finished), unknown)
            : new AnalysisStatus(unknown, otherUnknown);
    }
}
