using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>Remarks about a folder's result for operators.</summary>
internal static class FolderRemarks
{
    /// <summary>The unknown status words.</summary>
    /// <param name="records">The folder's records.</param>
    /// <returns>The words as sent, without duplicates, sorted ordinally.</returns>
    public static IReadOnlyList<string> UnknownStatuses(FolderRecords records)
    {
        SortedSet<string>? unknown = null;
        foreach (var analysis in records.Analyses)
        {
            Note(analysis.Latest.Status.State);
            Note(analysis.Latest.Status.Resolution);
        }

        Note(records.Reported?.Value.ResolutionStatus);
        Note(records.Reported?.Value.SystemResolution);
        Note(records.Reported?.Value.OperatorStatus);
        return unknown is null ? [] : [.. unknown];

        void Note(StatusWord? word)
        {
            if (word is { Known: null })
            {
                (unknown ??= new SortedSet<string>(StringComparer.Ordinal)).Add(word.Text);
            }
        }
    }

    /// <summary>Warnings: why the result is not simply that of the analyses, and what Oz sent contrary to its documentation.</summary>
    /// <param name="records">The folder's records.</param>
    /// <param name="verdict">The result.</param>
    /// <returns>One sentence each: first about the result, then by analysis id.</returns>
    public static IReadOnlyList<string> Warnings(FolderRecords records, Verdict verdict)
    {
        List<string>? warnings = null;
        if (verdict is not { HeldBack: HeldBack.None, OzChose: false, Drift: false } || records.ReportsDiffer)
        {
            warnings = [.. OfResult(records, verdict)];
        }

        foreach (var analysis in records.Analyses)
        {
            if (analysis.Conflicts is not AnalysisConflicts.None)
            {
                (warnings ??= []).AddRange(ConflictsOf(analysis));
            }

            if (analysis is { Type: Analysis.Liveness, Latest.Status.Resolution.Known: Status.OperatorRequired })
            {
                (warnings ??= []).Add($"Analysis {analysis.AnalysisId} is a liveness check ({Analysis.Liveness}) and OPERATOR_REQUIRED, which Oz's documentation rules out.");
            }
        }

        foreach (var entry in records.Metadata?.Value.Entries ?? [])
        {
            if (entry.Value is null)
            {
                (warnings ??= []).Add($"The value of metadata key '{entry.Key}' is longer than {FolderMetadata.MaxValueLength} characters and was left out.");
            }
        }

        return warnings ?? (IReadOnlyList<string>)[];
    }

    private static IEnumerable<string> OfResult(FolderRecords records, Verdict verdict)
    {
        if (HeldBackSentence.Of(verdict.HeldBack) is { } heldBack)
        {
            yield return heldBack;
        }

        if (verdict.OzChose)
        {
            yield return "Groups with different results may each have finished last; Oz's own report says which result counts.";
        }

        if (verdict.Drift)
        {
            yield return $"Oz reports {records.Judging?.Current?.Value.ResultWord}, but none of the groups that may have finished last has this result.";
        }

        if (records.ReportsDiffer)
        {
            yield return "Two webhooks reported different results of the folder as of the same time.";
        }
    }

    private static IEnumerable<string> ConflictsOf(Analysis analysis)
    {
        if (analysis.Conflicts.HasFlag(AnalysisConflicts.GroupId))
        {
            yield return $"Analysis {analysis.AnalysisId} was sent in different groups; {analysis.GroupId} is kept.";
        }

        if (analysis.Conflicts.HasFlag(AnalysisConflicts.Type))
        {
            yield return $"Analysis {analysis.AnalysisId} was sent with different types; {analysis.Type} is kept.";
        }

        if (analysis.Conflicts.HasFlag(AnalysisConflicts.TimeCreated))
        {
            yield return $"Analysis {analysis.AnalysisId} was sent with different creation times; the earliest is kept.";
        }
    }
}
