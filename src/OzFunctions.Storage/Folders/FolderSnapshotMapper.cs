using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Storage.Folders;

/// <summary>Brings a folder's records into the form in which they are stored, and back.</summary>
internal static class FolderSnapshotMapper
{
    /// <summary>To the stored form.</summary>
    /// <param name="records">The records.</param>
    /// <param name="missingRows">Ids of analyses whose status record is still to be written.</param>
    /// <returns>The stored form.</returns>
    public static FolderSnapshot ToSnapshot(FolderRecords records, IReadOnlySet<string> missingRows)
    {
        // Every analysis that Oz's result came with was merged from the same payload, so a mark on each says it all.
        var reportedIds = (records.Reported?.Value.AnalysisIds ?? []).ToHashSet(StringComparer.Ordinal);
        return new FolderSnapshot
        {
            Analyses = [.. records.Analyses.Select(analysis => ToSnapshot(analysis, reportedIds, missingRows))],
            Reported = records.Reported is { } reported ? ToSnapshot(reported) : null,
            Metadata = records.Metadata is { } metadata ? ToSnapshot(metadata) : null,
            TimeCreated = ToSnapshot(records.TimeCreated),
            TimeUpdated = ToSnapshot(records.TimeUpdated),
        };
    }

    /// <summary>From the stored form.</summary>
    /// <param name="snapshot">The stored form.</param>
    /// <returns>The records.</returns>
    public static FolderRecords ToRecords(FolderSnapshot snapshot) => new(
        [.. snapshot.Analyses.Select(ToAnalysis)],
        snapshot.Reported is { } reported ? new Told<Reported>(ToReported(reported, snapshot.Analyses), StoredTime.From(reported.At)) : null,
        snapshot.Metadata is { } metadata ? new Told<FolderMetadata>(ToMetadata(metadata), StoredTime.From(metadata.At)) : null,
        ToTime(snapshot.TimeCreated),
        ToTime(snapshot.TimeUpdated));

    private static AnalysisSnapshot ToSnapshot(Analysis analysis, HashSet<string> reportedIds, IReadOnlySet<string> missingRows) => new()
    {
        AnalysisId = analysis.AnalysisId,
        GroupId = analysis.GroupId,
        Type = analysis.Type,
        TimeCreated = StoredTime.To(analysis.TimeCreated),
        FinishedAt = StoredTime.To(analysis.FinishedAt),
        Conflicts = analysis.Conflicts,
        State = analysis.Latest.Status.State?.Text,
        Resolution = analysis.Latest.Status.Resolution?.Text,
        TimeUpdated = StoredTime.To(analysis.Latest.TimeUpdated),
        ErrorCode = analysis.Latest.ErrorCode,
        Confidences = analysis.Latest.Confidences is { Count: > 0 } scores ? scores.ToDictionary(static score => score.Name, static score => score.Value) : null,
        InReported = reportedIds.Contains(analysis.AnalysisId),
        RowMissing = missingRows.Contains(analysis.AnalysisId),
    };

    private static Analysis ToAnalysis(AnalysisSnapshot stored) => new()
    {
        AnalysisId = stored.AnalysisId,
        GroupId = stored.GroupId,
        Type = stored.Type,
        TimeCreated = StoredTime.From(stored.TimeCreated),
        FinishedAt = StoredTime.From(stored.FinishedAt),
        Conflicts = stored.Conflicts,
        Latest = new AnalysisCopy(
            AnalysisStatus.Of(ToWord(stored.State), ToWord(stored.Resolution)),
            StoredTime.From(stored.TimeUpdated),
            stored.ErrorCode,
            stored.Confidences is null ? [] : [.. stored.Confidences.OrderBy(static score => score.Key, StringComparer.Ordinal).Select(static score => new Confidence(score.Key, score.Value))]),
    };

    private static ReportedSnapshot ToSnapshot(Told<Reported> reported) => new()
    {
        ResolutionStatus = reported.Value.ResolutionStatus?.Text,
        SystemResolution = reported.Value.SystemResolution?.Text,
        OperatorStatus = reported.Value.OperatorStatus?.Text,
        At = StoredTime.To(reported.At),
    };

    private static Reported ToReported(ReportedSnapshot stored, List<AnalysisSnapshot> analyses) => new(
        ToWord(stored.ResolutionStatus),
        ToWord(stored.SystemResolution),
        ToWord(stored.OperatorStatus),
        [.. analyses.Where(static analysis => analysis.InReported).Select(static analysis => analysis.AnalysisId)]);

    private static MetadataSnapshot ToSnapshot(Told<FolderMetadata> metadata)
    {
        var snapshot = new MetadataSnapshot { At = StoredTime.To(metadata.At) };
        foreach (var entry in metadata.Value.Entries)
        {
            snapshot.Entries.Add(entry.Key, entry.Value);
        }

        return snapshot;
    }

    private static FolderMetadata ToMetadata(MetadataSnapshot stored) =>
        new([.. stored.Entries.OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(static entry => new FolderMetadataEntry(entry.Key, entry.Value))]);

    private static TimeSnapshot? ToSnapshot(Told<DateTimeOffset>? time) =>
        time is null ? null : new TimeSnapshot { Time = StoredTime.To(time.Value)!.Value, At = StoredTime.To(time.At) };

    private static Told<DateTimeOffset>? ToTime(TimeSnapshot? stored) =>
        stored is null ? null : new Told<DateTimeOffset>(StoredTime.From(stored.Time)!.Value, StoredTime.From(stored.At));

    private static StatusWord? ToWord(string? text) => text is null ? null : StatusWord.Parse(text);
}
