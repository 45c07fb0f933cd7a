using System.Text.Json.Nodes;

namespace OzFunctions.Tests.Oracle;

/// <summary>Writes payloads as the bodies that Oz would send, for the code that the oracle judges.</summary>
internal static class Implementation
{
    /// <summary>The folder of every body.</summary>
    public const string FolderId = "f1";

    /// <summary>The body of a payload. Whether it is Oz's answer, and when we asked, is not part of it.</summary>
    public static byte[] Body(OraclePayload payload)
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
