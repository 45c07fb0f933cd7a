using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Webhooks;

/// <summary>
/// The fields of one JSON object while it is read. Folders and analyses share field names, and whether an object is a folder or an analysis
/// is known only at its end.
/// </summary>
internal struct OzObject
{
    private const int OfAnalysesOnly = 1 << (int)OzField.Type | 1 << (int)OzField.State | 1 << (int)OzField.GroupId | 1 << (int)OzField.ErrorCode
        | 1 << (int)OzField.Confs | 1 << (int)OzField.ResultsData | 1 << (int)OzField.ResultsMedia;

    private int _present;
    private int _withValue;

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

    /// <summary>Whether any field of a folder has a value.</summary>
    public readonly bool HasFolderData => HasFolderStatus || Metadata is not null || TimeCreated is not null || TimeUpdated is not null;

    /// <summary>Whether the object is an analysis without an id.</summary>
    /// <remarks>
    /// Reading it as a folder would be worse than rejecting it: the verdict of one analysis would become Oz's result of the whole folder. A
    /// folder has no field for an analysis id, and none of <see cref="OfAnalysesOnly"/>. Oz writes absent values as null, so those do not count.
    /// An envelope around a folder may have such a field, but no status of its own.
    /// </remarks>
    public readonly bool IsAnalysisWithoutId =>
        AnalysisId is null && !HasAnalyses && (Has(OzField.AnalysisId) || Has(OzField.AnalyseId) || (HasAnalysisData && !IsEnvelope));

    /// <summary>Whether any field that only an analysis has, besides its id, has a value.</summary>
    public readonly bool HasAnalysisData => (_withValue & OfAnalysesOnly) != 0;

    /// <summary>Whether the object contains a folder and has no status of its own.</summary>
    public readonly bool IsEnvelope => (_withValue & (1 << (int)OzField.Folder)) != 0 && State is null && Resolution is null && !HasFolderStatus;

    private readonly bool HasFolderStatus => ResolutionStatus is not null || SystemResolution is not null || OperatorStatus is not null;

    /// <summary>Records that a field is present.</summary>
    /// <param name="field">The field.</param>
    /// <returns>False when the object already has the field.</returns>
    public bool TryAdd(OzField field)
    {
        var first = !Has(field);
        _present |= 1 << (int)field;
        return first;
    }

    /// <summary>Records that a present field has a value.</summary>
    public void AddValue(OzField field) => _withValue |= 1 << (int)field;

    /// <summary>Whether a field is present, possibly as null.</summary>
    /// <param name="field">The field.</param>
    /// <returns>True when it is.</returns>
    public readonly bool Has(OzField field) => (_present & (1 << (int)field)) != 0;

    // Oz's documentation has neither field in an analysis, so what objects to a pass counts. A request for an operator's decision gives way to the decision.
    private readonly StatusWord? Objection
    {
        get
        {
            var isDecided = StatusRanking.Worse(ResolutionStatus, Resolution) is { Known: Status.Success or Status.Declined };
            var system = SystemResolution is { Known: Status.Success } || (isDecided && SystemResolution is { Known: Status.OperatorRequired }) ? null : SystemResolution;
            return !Reported.Refuses(OperatorStatus) ? system : StatusRanking.Worse(system, OperatorStatus is { Known: null } ? OperatorStatus : StatusWord.Of(Status.OperatorRequired));
        }
    }

    /// <summary>Converts the fields to an analysis.</summary>
    /// <param name="hasOwnWords">Whether <c>system_resolution</c> and <c>operator_status</c> speak of the analysis, and not of its folder.</param>
    /// <returns>The record of an analysis with this one copy.</returns>
    public readonly Analysis ToAnalysis(bool hasOwnWords)
    {
        Confidences?.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));

        var status = AnalysisStatus.Of(State, ResolutionStatus, hasOwnWords ? StatusRanking.Worse(Resolution, Objection) : Resolution);
        var copy = new AnalysisCopy(status, TimeUpdated, ErrorCode, (IReadOnlyList<Confidence>?)Confidences ?? []);
        return Analysis.Seen(AnalysisId!, GroupId, Type, TimeCreated, copy);
    }

    /// <summary>Converts the fields to a folder's records.</summary>
    /// <param name="analyses">The folder's analyses, normalised.</param>
    /// <param name="latest">The latest time anywhere in the payload.</param>
    /// <param name="hasAnalyses">Whether the payload has analyses; an empty list counts.</param>
    /// <returns>The records.</returns>
    public readonly FolderRecords ToFolderRecords(IReadOnlyList<Analysis> analyses, DateTimeOffset? latest, bool hasAnalyses)
    {
        var reported = HasFolderStatus ? new Observed<Reported>(new Reported(ResolutionStatus, SystemResolution, OperatorStatus, hasAnalyses), latest) : null;

        return new FolderRecords(
            analyses,
            reported,
            Metadata is null ? null : new Observed<FolderMetadata>(Metadata, latest),
            TimeCreated is { } created ? new Observed<DateTimeOffset>(created, latest) : null,
            TimeUpdated is { } updated ? new Observed<DateTimeOffset>(updated, latest) : null,
            reported is { Value.Result: not null } && hasAnalyses ? new JudgingReport(latest, reported) : null,
            ReportedResult: reported is { Value.HasFinalResult: true } ? reported : null,
            Undated: reported is { At: null, Value.HasFinalResult: true } ? reported : null);
    }
}
