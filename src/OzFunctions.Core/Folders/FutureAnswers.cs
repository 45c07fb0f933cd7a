using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>
/// Answers of Oz with a time that has not come yet. A process whose clock was ahead stored them, and until then they would outrank all later
/// answers.
/// </summary>
internal static class FutureAnswers
{
    /// <summary>Returns known records without such answers, where new answers replace them.</summary>
    /// <param name="known">The known records.</param>
    /// <param name="incoming">The records that will be merged into them.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The records; <paramref name="known"/> itself when there is no such answer.</returns>
    public static FolderRecords RemoveReplaced(FolderRecords known, FolderRecords incoming, DateTimeOffset now)
    {
        // It may be our clock that is behind. Of two answers that do not pass, the one with the earlier time must not let a folder pass.
        if (known.Answered?.AskedAt > now + ClockLead.Max && incoming.Answered is { } next && (Passes(known.Answered) || Passes(next)))
        {
            known = known with { Answered = null };
        }

        if (known.LastAnswerAt > now + ClockLead.Max && incoming.LastAnswerAt is not null)
        {
            known = known with { LastAnswerAt = null };
        }

        return known.Analyses.Any(IsReplaced)
            ? known with { Analyses = [.. known.Analyses.Select(analysis => IsReplaced(analysis) ? analysis with { Answer = null } : analysis)] }
            : known;

        bool IsReplaced(Analysis analysis) => analysis.Answer?.AskedAt > now + ClockLead.Max
            && incoming.Analyses.FirstOrDefault(other => other.AnalysisId == analysis.AnalysisId) is { Answer: not null } other
            && !EndsADispute(analysis, other);
    }

    private static bool Passes(Observed<Reported> answer) => answer.Value.ResultOrState is Status.Success;

    // The same for analyses. Of two answers that both contradict the copy that counts, the one with the earlier time must not let a folder pass.
    private static bool EndsADispute(Analysis known, Analysis incoming)
    {
        var merged = Analysis.Merge(known with { Answer = null }, incoming);
        return known.IsDisputed && !merged.IsDisputed && merged.Answer?.Result != merged.Latest.Status.Result;
    }
}
