using System.Text.Json.Serialization;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Notifications;

/// <summary>An analysis: Oz's words as a state and a verdict, and as <c>result</c> what they count as.</summary>
/// <param name="AnalysisId">Oz's id of the analysis.</param>
/// <param name="Type">Oz's type in upper case, for example QUALITY (liveness) or BIOMETRY; null when unknown.</param>
/// <param name="State">The state that Oz's words say; null when none does. An unknown word is kept as it was sent.</param>
/// <param name="ResolutionStatus">The verdict that Oz's words say; null when none does. An unknown word is kept as it was sent.</param>
/// <param name="Result">What these words count as.</param>
/// <param name="TimeUpdated">When Oz last changed it; null when unknown.</param>
/// <param name="ErrorCode">Oz's error code; null when there is none.</param>
public sealed record AnalysisData(string AnalysisId, string? Type, string? State, string? ResolutionStatus, string Result, DateTimeOffset? TimeUpdated, string? ErrorCode)
{
    /// <summary>The scores that the settings name, by their names. Absent when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? Scores { get; init; }

    internal static AnalysisData Of(Analysis analysis, IReadOnlySet<string> scores)
    {
        var named = analysis.Latest.Confidences.Where(score => scores.Contains(score.Name)).ToDictionary(static score => score.Name, static score => score.Value);
        return new AnalysisData(
            analysis.AnalysisId,
            analysis.Type,
            analysis.Latest.Status.State?.Text,
            analysis.Latest.Status.Resolution?.Text,
            StatusWord.Of(analysis.Result).Text,
            analysis.Latest.TimeUpdated,
            analysis.Latest.ErrorCode)
        {
            Scores = named.Count > 0 ? named : null,
        };
    }
}
