using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Storage.Folders;

/// <summary>Maps a folder's records to their stored form and back.</summary>
internal static class FolderSnapshotMapper
{
    /// <summary>Maps to the stored form.</summary>
    /// <param name="records">The records.</param>
    /// <param name="missingRows">Ids of analyses whose status record has not been written yet.</param>
    /// <returns>The stored form.</returns>
    public static FolderSnapshot ToSnapshot(FolderRecords records, IReadOnlySet<string> missingRows) => new()
    {
        Analyses = [.. records.Analyses.Select(analysis => ToSnapshot(analysis, missingRows))],
        Reported = ToSnapshot(records.Reported),
        ReportsDiffer = records.ReportsDiffer,

        // Usually the newest report is also the newest with a result.
        EarlierResult = records.ReportedResult == records.Reported ? null : ToSnapshot(records.ReportedResult),
        Answered = records.Answered == records.Reported ? null : ToSnapshot(records.Answered),
        Undated = ToSnapshot(records.Undated),
        LastAnswerAt = records.LastAnswerAt == records.Answered?.AskedAt ? null : StoredTime.To(records.LastAnswerAt),
        Judging = records.Judging is { } judging ? new JudgingSnapshot { At = StoredTime.To(judging.At), Current = ToSnapshot(judging.Current) } : null,
        Metadata = records.Metadata is { } metadata ? ToSnapshot(metadata) : null,
        TimeCreated = ToSnapshot(records.TimeCreated),
        TimeUpdated = ToSnapshot(records.TimeUpdated),
    };

    /// <summary>Maps from the stored form.</summary>
    public static FolderRecords ToRecords(FolderSnapshot snapshot)
    {
        var answered = ToReported(snapshot.Answered ?? snapshot.Reported) is { AskedAt: not null, Value.ResultOrState: not null } answer ? answer : null;
        return new FolderRecords(
            [.. snapshot.Analyses.Select(ToAnalysis)],
            ToReported(snapshot.Reported),
            snapshot.Metadata is { } metadata ? new Observed<FolderMetadata>(ToMetadata(metadata), StoredTime.From(metadata.At), StoredTime.From(metadata.AskedAt)) : null,
            ToTime(snapshot.TimeCreated),
            ToTime(snapshot.TimeUpdated),
            snapshot.Judging is { } judging ? new JudgingReport(StoredTime.From(judging.At), ToReported(judging.Current)) : null,
            snapshot.ReportsDiffer,
            ToReported(snapshot.EarlierResult ?? snapshot.Reported) is { Value.HasFinalResult: true } result ? result : null,
            answered,
            ToReported(snapshot.Undated),
            StoredTime.From(snapshot.LastAnswerAt) ?? answered?.AskedAt);
    }

    private static AnalysisSnapshot ToSnapshot(Analysis analysis, IReadOnlySet<string> missingRows) => new()
    {
        AnalysisId = analysis.AnalysisId,
        GroupId = analysis.GroupId,
        Type = analysis.Type,
        TimeCreated = StoredTime.To(analysis.TimeCreated),
        Ends = ToSnapshot(analysis.Timeline.Ends, areExact: false),
        ExactEnds = ToSnapshot(analysis.Timeline.Ends, areExact: true),
        RunningAt = StoredTime.To(analysis.Timeline.RunningAt),
        StillRunningAt = StoredTime.To(analysis.Timeline.StillRunningAt),
        EndedBesideAt = StoredTime.To(analysis.Timeline.EndedBesideAt),
        AnsweredAt = StoredTime.To(analysis.Answer?.AskedAt),
        AnsweredResult = analysis.Answer?.Result,
        UndatedResult = analysis.UndatedResult,
        Conflicts = analysis.Conflicts,
        State = analysis.Latest.Status.State?.Text,
        Resolution = analysis.Latest.Status.Resolution?.Text,
        TimeUpdated = StoredTime.To(analysis.Latest.TimeUpdated),
        ErrorCode = analysis.Latest.ErrorCode,
        Confidences = analysis.Latest.Confidences is { Count: > 0 } scores ? scores.ToDictionary(static score => score.Name, static score => score.Value) : null,
        RowMissing = missingRows.Contains(analysis.AnalysisId),
    };

    private static Analysis ToAnalysis(AnalysisSnapshot stored) => new()
    {
        AnalysisId = stored.AnalysisId,
        GroupId = stored.GroupId,
        Type = stored.Type,
        TimeCreated = StoredTime.From(stored.TimeCreated),
        Timeline = AnalysisTimeline.Of(
            StoredTime.From(stored.RunningAt),
            StoredTime.From(stored.StillRunningAt),
            StoredTime.From(stored.EndedBesideAt),
            [.. ToEnds(stored.Ends, areExact: false), .. ToEnds(stored.ExactEnds, areExact: true)]),
        Answer = stored is { AnsweredAt: { } at, AnsweredResult: { } result } ? new AnalysisAnswer(StoredTime.From(at)!.Value, result) : null,
        UndatedResult = stored.UndatedResult,
        Conflicts = stored.Conflicts,
        Latest = new AnalysisCopy(
            AnalysisStatus.Of(ToWord(stored.State), ToWord(stored.Resolution)),
            StoredTime.From(stored.TimeUpdated),
            stored.ErrorCode,
            stored.Confidences is null ? [] : [.. stored.Confidences.OrderBy(static score => score.Key, StringComparer.Ordinal).Select(static score => new Confidence(score.Key, score.Value))]),
    };

    private static List<long>? ToSnapshot(IReadOnlyList<AnalysisEnd> ends, bool areExact)
    {
        var times = ends.Where(end => end.IsExact == areExact).Select(static end => StoredTime.To(end.At)!.Value).ToList();
        return times.Count == 0 ? null : times;
    }

    private static IEnumerable<AnalysisEnd> ToEnds(List<long>? times, bool areExact) =>
        (times ?? []).Select(time => new AnalysisEnd(StoredTime.From(time)!.Value, areExact));

    private static ReportedSnapshot? ToSnapshot(Observed<Reported>? reported) => reported is null ? null : new ReportedSnapshot
    {
        ResolutionStatus = reported.Value.ResolutionStatus?.Text,
        SystemResolution = reported.Value.SystemResolution?.Text,
        OperatorStatus = reported.Value.OperatorStatus?.Text,
        HasAnalyses = reported.Value.HasAnalyses,
        At = StoredTime.To(reported.At),
        AskedAt = StoredTime.To(reported.AskedAt),
    };

    private static Observed<Reported>? ToReported(ReportedSnapshot? stored) => stored is null ? null : new Observed<Reported>(
        new Reported(ToWord(stored.ResolutionStatus), ToWord(stored.SystemResolution), ToWord(stored.OperatorStatus), stored.HasAnalyses),
        StoredTime.From(stored.At),
        StoredTime.From(stored.AskedAt));

    private static MetadataSnapshot ToSnapshot(Observed<FolderMetadata> metadata) => new()
    {
        Entries = metadata.Value.Entries.ToDictionary(static entry => entry.Key, static entry => entry.Value),
        At = StoredTime.To(metadata.At),
        AskedAt = StoredTime.To(metadata.AskedAt),
    };

    private static FolderMetadata ToMetadata(MetadataSnapshot stored) =>
        new([.. stored.Entries.OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(static entry => new FolderMetadataEntry(entry.Key, entry.Value))]);

    private static TimeSnapshot? ToSnapshot(Observed<DateTimeOffset>? time) =>
        time is null ? null : new TimeSnapshot { Time = StoredTime.To(time.Value)!.Value, At = StoredTime.To(time.At), AskedAt = StoredTime.To(time.AskedAt) };

    private static Observed<DateTimeOffset>? ToTime(TimeSnapshot? stored) =>
        stored is null ? null : new Observed<DateTimeOffset>(StoredTime.From(stored.Time)!.Value, StoredTime.From(stored.At), StoredTime.From(stored.AskedAt));

    private static StatusWord? ToWord(string? text) => text is null ? null : StatusWord.Parse(text);
}
