using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Web.Folders;

/// <summary>An analysis as it is shown: Oz's words as a state and a verdict, and as <c>result</c> what they count as.</summary>
internal sealed record AnalysisDocument
{
    /// <summary>Oz's id of the analysis.</summary>
    public required string AnalysisId { get; init; }

    /// <summary>Oz's id of the group with which the analysis was sent; null when Oz names none.</summary>
    public required string? GroupId { get; init; }

    /// <summary>Oz's word for the type, for example QUALITY.</summary>
    public required string? Type { get; init; }

    /// <summary>The state that Oz's words say; null when none does. An unknown word is kept as it was sent.</summary>
    public required string? State { get; init; }

    /// <summary>The verdict that Oz's words say; null when none does. An unknown word is kept as it was sent.</summary>
    public required string? ResolutionStatus { get; init; }

    /// <summary>The status that these words count as.</summary>
    public required string Result { get; init; }

    /// <summary>When it was created, by Oz's clock.</summary>
    public required DateTimeOffset? TimeCreated { get; init; }

    /// <summary>When it was last changed, by Oz's clock.</summary>
    public required DateTimeOffset? TimeUpdated { get; init; }

    /// <summary>When it finished at the latest; null while it runs, and when no time is known.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Oz's error code.</summary>
    public required string? ErrorCode { get; init; }

    /// <summary>The scores by name.</summary>
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
