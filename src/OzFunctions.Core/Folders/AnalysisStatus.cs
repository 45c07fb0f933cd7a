using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>
/// The status words of an analysis, brought into one form of two words, so that what an older API version puts into <c>state</c> and a newer
/// one into <c>resolution_status</c> reads the same.
/// </summary>
public readonly record struct AnalysisStatus
{
    private AnalysisStatus(StatusWord? state, StatusWord? resolution)
    {
        State = state;
        Resolution = resolution;
        Result = ResultOf(state, resolution);
    }

    /// <summary>PROCESSING, FAILED, INITIAL or FINISHED, or an unknown word; null when no status was told at all.</summary>
    public StatusWord? State { get; }

    /// <summary>The verdict, or for an unfinished analysis its state, or an unknown word; null when a finished analysis came without one.</summary>
    public StatusWord? Resolution { get; }

    /// <summary>What the analysis counts as in its group. Never <see cref="Status.Finished"/>.</summary>
    /// <remarks>
    /// An unknown word, and FINISHED without a verdict, count as <see cref="Status.OperatorRequired"/>: nothing passes that nobody understood.
    /// With no word at all nothing is known to be done, so it counts as <see cref="Status.Processing"/>.
    /// </remarks>
    public Status Result { get; }

    /// <summary>Whether the analysis has come to an end.</summary>
    public bool IsTerminal => StatusRanking.IsTerminal(Result);

    /// <summary>Whether a resolution other than the bare FINISHED was told; an unknown word may be one, wherever it stands.</summary>
    public bool HasVerdict => Resolution is { Known: not Status.Finished } || State is { Known: null };

    /// <summary>Whether the analysis ended and nobody said how.</summary>
    public bool IsWithoutVerdict => State is { Known: Status.Finished } && !HasVerdict;

    /// <summary>Whether Oz's own word is that a person must look, and no other word is worse, or unknown.</summary>
    public bool IsForOperator => Result is Status.OperatorRequired && Resolution is { Known: Status.OperatorRequired } && State is not { Known: null };

    /// <summary>Whether this ends an analysis and cannot be an operator's later decision on it: those are DECLINED or SUCCESS.</summary>
    public bool IsNoDecision => Result is Status.Failed || IsForOperator;

    /// <summary>Brings the two words of a payload into one form.</summary>
    /// <param name="state">The analysis's <c>state</c>, if told.</param>
    /// <param name="resolution">The analysis's <c>resolution_status</c>, if told.</param>
    /// <returns>The status in the one form.</returns>
    public static AnalysisStatus Of(StatusWord? state, StatusWord? resolution) => state?.Known switch
    {
        Status.Declined or Status.OperatorRequired or Status.Success => OfVerdictInState(state, resolution),
        Status.Processing or Status.Failed or Status.Initial => new AnalysisStatus(state, resolution is { Known: null } ? resolution : state),
        _ => new AnalysisStatus(state ?? StateBehind(resolution), resolution),
    };

    /// <summary>Brings the three words of a payload into one form.</summary>
    /// <param name="state">The analysis's <c>state</c>, if told.</param>
    /// <param name="resolutionStatus">The analysis's <c>resolution_status</c>, if told.</param>
    /// <param name="resolution">
    /// The analysis's <c>resolution</c>, if told: the same verdict under another name, and Oz's documents wait for both. Where the two differ the
    /// analysis is running if either says so, and else the worse counts.
    /// </param>
    /// <returns>The status in the one form. Two different unknown words are both in it, unless a known one is worse than they are.</returns>
    public static AnalysisStatus Of(StatusWord? state, StatusWord? resolutionStatus, StatusWord? resolution) =>
        resolutionStatus is null || resolution is null || resolutionStatus == resolution ? Of(state, resolutionStatus ?? resolution)
        : resolutionStatus.Known is null || resolution.Known is null ? OfUnknown([state, resolutionStatus, resolution])
        : Of(state, StatusRanking.Worse(resolutionStatus, resolution));

    // The form has room for two words. An unknown word always takes one; the other is for whichever decides the result.
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

        // An unfinished analysis's resolution is its state.
        worst = words[0] is { Known: Status.Initial or Status.Processing or Status.Failed } ? words[0] : worst;
        var decides = worst is { Known: Status.Initial or Status.Processing or Status.Failed or Status.Declined };
        return otherUnknown is null || decides
            ? new AnalysisStatus(worst ?? StatusWord.Of(Status.Finished), unknown)
            : new AnalysisStatus(unknown, otherUnknown);
    }

    private static AnalysisStatus OfVerdictInState(StatusWord verdict, StatusWord? resolution)
    {
        var finished = StatusWord.Of(Status.Finished);
        return resolution switch
        {
            null or { Known: Status.Finished } => new AnalysisStatus(finished, verdict),
            { Known: { } known } => new AnalysisStatus(finished, StatusWord.Of(StatusRanking.Worse(verdict.Known!.Value, known))),
            _ => new AnalysisStatus(verdict, resolution),
        };
    }

    private static StatusWord? StateBehind(StatusWord? resolution) => resolution switch
    {
        null => null,
        { Known: Status.Processing or Status.Failed or Status.Initial } => resolution,
        _ => StatusWord.Of(Status.Finished),
    };

    private static Status ResultOf(StatusWord? state, StatusWord? resolution)
    {
        if (state is null && resolution is null)
        {
            return Status.Processing;
        }

        return (Said(state), Said(resolution)) switch
        {
            ({ } left, { } right) => StatusRanking.Worse(left, right),
            ({ } stateOnly, null) => stateOnly,
            (null, { } resolutionOnly) => resolutionOnly,
            _ => Status.OperatorRequired,
        };
    }

    // FINISHED says that it is over and nothing more, so it never outweighs a verdict.
    private static Status? Said(StatusWord? word) => word switch
    {
        null or { Known: Status.Finished } => null,
        { Known: { } known } => known,
        _ => Status.OperatorRequired,
    };
}
