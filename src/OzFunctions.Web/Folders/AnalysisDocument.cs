using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Web.Folders;

/// <summary>An analysis as it is shown: Oz's words, and as <c>result</c> what they count as.</summary>
internal sealed record AnalysisDocument
{
    public required string AnalysisId { get; init; }

    public required string? GroupId { get; init; }

    public required string? Type { get; init; }

    public required string? State { get; init; }

    public required string? ResolutionStatus { get; init; }

    public required string Result { get; init; }

    public required DateTimeOffset? TimeCreated { get; init; }

    public required DateTimeOffset? TimeUpdated { get; init; }

    public required DateTimeOffset? FinishedAt { get; init; }

    public required string? ErrorCode { get; init; }

    public required IReadOnlyDictionary<string, double> Confidences { get; init; }

    public static AnalysisDocument Of(Analysis analysis) => new()
    {
        AnalysisId = analysis.AnalysisId,
        GroupId = analysis.GroupId,
        Type = analysis.Type,
        State = analysis.Latest.Status.State?.Text,
        ResolutionStatus = analysis.Latest.Status.Resolution?.Text,
        Result = StatusWord.Of(analysis.Result).Text,
        TimeCreated = analysis.TimeCreated,
        TimeUpdated = analysis.Latest.TimeUpdated,
        FinishedAt = analysis.FinishedAt,
        ErrorCode = analysis.Latest.ErrorCode,
        Confidences = analysis.Latest.Confidences.ToDictionary(static score => score.Name, static score => score.Value),
    };
}
