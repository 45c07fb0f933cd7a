using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Web.Folders;

/// <summary>An analysis as it is shown: Oz's words, and as <c>result</c> what they count as.</summary>
internal sealed record AnalysisDocument
{
    /// <summary>Oz's id of it.</summary>
    public required string AnalysisId { get; init; }

    /// <summary>Oz's id of the group in which it was sent; null where none was named.</summary>
    public required string? GroupId { get; init; }

    /// <summary>What Oz calls its kind, for example QUALITY.</summary>
    public required string? Type { get; init; }

    /// <summary>Oz's word for its state, whatever that was.</summary>
    public required string? State { get; init; }

    /// <summary>Oz's word for its verdict, whatever that was.</summary>
    public required string? ResolutionStatus { get; init; }

    /// <summary>What these words count as.</summary>
    public required string Result { get; init; }

    /// <summary>When Oz says it was created.</summary>
    public required DateTimeOffset? TimeCreated { get; init; }

    /// <summary>When Oz says it was last changed.</summary>
    public required DateTimeOffset? TimeUpdated { get; init; }

    /// <summary>When it first came to an end.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Oz's code of what failed.</summary>
    public required string? ErrorCode { get; init; }

    /// <summary>Its scores by their names.</summary>
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
