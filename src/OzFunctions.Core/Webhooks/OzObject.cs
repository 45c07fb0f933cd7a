using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Webhooks;

/// <summary>
/// The fields of one JSON object while it is read. A folder and an analysis share names, and which of the two an object is shows only
/// once all of it was read.
/// </summary>
internal struct OzObject
{
    private int _seen;

    public string? AnalysisId;
    public string? GroupId;
    public string? Type;
    public string? ErrorCode;
    public StatusWord? State;
    public StatusWord? ResolutionStatus;
    public StatusWord? Resolution;
    public StatusWord? SystemResolution;
    public StatusWord? OperatorStatus;
    public DateTimeOffset? TimeCreated;
    public DateTimeOffset? TimeUpdated;
    public List<Confidence>? Confidences;
    public FolderMetadata? Metadata;
    public bool HasAnalyses;

    /// <summary>Whether any field tells something of a folder.</summary>
    public readonly bool TellsFolder =>
        ResolutionStatus is not null || SystemResolution is not null || OperatorStatus is not null || Metadata is not null || TimeCreated is not null || TimeUpdated is not null;

    /// <summary>Whether it is an analysis and its id is missing.</summary>
    /// <remarks>
    /// Read as a folder it would be worse than refused: an analysis's verdict would be taken for Oz's word on the whole folder. A folder has no
    /// field for an analysis's id, and not both a type and a state.
    /// </remarks>
    public readonly bool IsAnalysisWithoutId =>
        AnalysisId is null && !HasAnalyses && (HasMet(OzField.AnalysisId) || HasMet(OzField.AnalyseId) || (Type is not null && State is not null));

    /// <summary>Notes that a field was met.</summary>
    /// <param name="field">The field.</param>
    /// <returns>False when the object had it before.</returns>
    public bool TryMeet(OzField field)
    {
        var first = !HasMet(field);
        _seen |= 1 << (int)field;
        return first;
    }

    /// <summary>Whether a field was met, if only as null.</summary>
    /// <param name="field">The field.</param>
    /// <returns>True when it was.</returns>
    public readonly bool HasMet(OzField field) => (_seen & (1 << (int)field)) != 0;

    /// <summary>Reads the fields as an analysis's.</summary>
    /// <returns>The record of an analysis of which this one copy was seen.</returns>
    public readonly Analysis ToAnalysis()
    {
        Confidences?.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));

        var status = AnalysisStatus.Of(State, ResolutionStatus, Resolution);
        var copy = new AnalysisCopy(status, TimeUpdated, ErrorCode, (IReadOnlyList<Confidence>?)Confidences ?? []);
        return Analysis.Seen(AnalysisId!, GroupId, Type, TimeCreated, copy);
    }

    /// <summary>Reads the fields as a folder's.</summary>
    /// <param name="analyses">The folder's analyses, normalised.</param>
    /// <param name="latest">The latest time anywhere in the payload.</param>
    /// <param name="analysesTold">Whether the payload spoke of analyses; an empty list does.</param>
    /// <returns>What the folder object tells.</returns>
    public readonly FolderRecords ToFolderRecords(IReadOnlyList<Analysis> analyses, DateTimeOffset? latest, bool analysesTold)
    {
        var anyWord = ResolutionStatus is not null || SystemResolution is not null || OperatorStatus is not null;
        var reported = anyWord ? new Told<Reported>(new Reported(ResolutionStatus, SystemResolution, OperatorStatus, analysesTold), latest) : null;

        return new FolderRecords(
            analyses,
            reported,
            Metadata is null ? null : new Told<FolderMetadata>(Metadata, latest),
            TimeCreated is { } created ? new Told<DateTimeOffset>(created, latest) : null,
            TimeUpdated is { } updated ? new Told<DateTimeOffset>(updated, latest) : null,
            reported is { Value.Result: not null } && analysesTold ? new JudgingReport(latest, reported) : null);
    }
}
