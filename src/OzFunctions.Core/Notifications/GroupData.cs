using System.Text.Json.Serialization;

namespace OzFunctions.Core.Notifications;

/// <summary>A group: the analyses that were requested together.</summary>
/// <param name="GroupId">Oz's id of the group; null for the implicit group of analyses without one.</param>
/// <param name="Result">The worst result of its analyses.</param>
/// <param name="FinishedAt">When it finished, as far as is known; null while it runs.</param>
public sealed record GroupData(string? GroupId, string Result, DateTimeOffset? FinishedAt)
{
    /// <summary>Its analyses. Absent when analyses are left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AnalysisData>? Analyses { get; init; }
}
