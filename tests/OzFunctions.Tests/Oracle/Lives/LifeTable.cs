using System.Text;

namespace OzFunctions.Tests.Oracle.Lives;

/// <summary>Formats a life for the message of a failed test.</summary>
internal static class LifeTable
{
    public static string Of(PlayedLife played)
    {
        var text = new StringBuilder("Events:\n");
        foreach (var happened in played.Events)
        {
            text.Append($"  {happened.At,3} s  {string.Join(", ", happened.AnalysisIds)}  {happened.Step}  {happened.Result}{(happened.KeepsTime ? " (time_updated stays)" : "")}\n");
        }

        text.Append("Received:\n");
        foreach (var payload in played.Received.Append(played.LastAnswer))
        {
            text.Append($"  {Of(payload)}\n");
        }

        return text.Append($"Oz at the end: {played.System}").ToString();
    }

    public static string Of(OraclePayload payload)
    {
        var analyses = payload.Analyses is null ? "no analyses" : string.Join(", ", payload.Analyses.Select(static copy => $"{copy.AnalysisId}={copy.ResolutionStatus}@{Seconds(copy.TimeUpdated)}"));
        return $"{(payload.AskedAt is null ? "webhook" : $"answer@{Seconds(payload.AskedAt)}")} system={payload.SystemResolution ?? "-"} folder@{Seconds(payload.TimeUpdated)}: {analyses}";
    }

    private static string Seconds(DateTimeOffset? time) => time is { } value ? $"{(value - SimulatedFolder.Epoch).TotalSeconds}" : "-";
}
