using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Tests.Oracle;

/// <summary>The implementation under test, fed with the same payloads as bodies that Oz would send.</summary>
internal static class Implementation
{
    /// <summary>The folder id in every body.</summary>
    public const string FolderId = "f1";

    private static readonly DateTimeOffset Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Computes the verdict from payloads, received in this order.</summary>
    public static Verdict Of(IReadOnlyList<OraclePayload> received)
    {
        var records = received.Select(Read).Aggregate(FolderRecords.Empty, FolderRecords.Merge);
        var result = FolderResult.Of(records);
        var (resolution, system, worst) = result.Statuses;
        return new Verdict(
            Word(resolution),
            Word(system),
            Word(worst),
            result.Drift,
            result.HeldBack is not HeldBack.None,
            result.HeldBack is not HeldBack.None || result.Drift || records.ReportsDiffer || result.UnknownStatuses.Count > 0
                || records.Reported is { Value.HasAnalyses: false } || records.Analyses.Any(static analysis => analysis.Latest.Status.IsWithoutVerdict),
            [.. records.Analyses.Select(static analysis => new AnalysisVerdict(analysis.AnalysisId, analysis.GroupId, analysis.Type, Word(analysis.Result), analysis.Latest.TimeUpdated))]);
    }

    private static FolderRecords Read(OraclePayload payload)
    {
        var read = OzPayloadReader.Read(Body(payload), [], Now);
        return payload.AskedAt is { } at ? read.AskedAt(at).Records : read.Records;
    }

    private static string Word(Status status) => StatusWord.Of(status).Text;

    /// <summary>Writes the body of a payload. Whether it is Oz's response, and when the request was sent, is not part of the body.</summary>
    private static byte[] Body(OraclePayload payload)
    {
        var body = new JsonObject { ["folder_id"] = FolderId };
        Add(body, "resolution_status", payload.ResolutionStatus);
        Add(body, "system_resolution", payload.SystemResolution);
        Add(body, "operator_status", payload.OperatorStatus);
        Add(body, "time_created", Seconds(payload.TimeCreated));
        Add(body, "time_updated", Seconds(payload.TimeUpdated));
        Add(body, "analyses", payload.Analyses is { } copies ? new JsonArray([.. copies.Select(Analysis)]) : null);
        return System.Text.Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    private static JsonObject Analysis(OracleCopy copy)
    {
        var analysis = new JsonObject { ["analysis_id"] = copy.AnalysisId };
        Add(analysis, "group_id", copy.GroupId);
        Add(analysis, "type", copy.Type);
        Add(analysis, "state", copy.State);
        Add(analysis, "resolution_status", copy.ResolutionStatus);
        Add(analysis, "resolution", copy.Resolution);
        Add(analysis, "time_created", Seconds(copy.TimeCreated));
        Add(analysis, "time_updated", Seconds(copy.TimeUpdated));
        Add(analysis, "error_code", copy.ErrorCode);
        return analysis;
    }

    private static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }

    private static double? Seconds(DateTimeOffset? time) => time is { } value ? (value - DateTimeOffset.UnixEpoch).TotalSeconds : null;
}
