using System.Text.Json.Nodes;
using OzFunctions.Tests.Oracle;

namespace OzFunctions.Tests.Builders;

/// <summary>Creates webhook bodies.</summary>
internal static class PayloadJson
{
    public const string FolderId = "f1";

    public static JsonObject Analysis(
        string id,
        string? state = "FINISHED",
        string? resolution = null,
        double? updated = null,
        string? group = null,
        string? type = null,
        double? created = null) => Without(new JsonObject
        {
            ["analysis_id"] = id,
            ["group_id"] = group,
            ["type"] = type,
            ["state"] = state,
            ["resolution_status"] = resolution,
            ["time_created"] = created,
            ["time_updated"] = updated,
        });

    public static JsonObject Analysis(OracleCopy copy) =>
        Analysis(copy.AnalysisId, copy.State, copy.ResolutionStatus, Seconds(copy.TimeUpdated), copy.GroupId, copy.Type, Seconds(copy.TimeCreated));

    public static JsonObject Folder(IEnumerable<JsonObject>? analyses, string? resolution = null, string? system = null, double? updated = null, string id = FolderId) =>
        Without(new JsonObject
        {
            ["folder_id"] = id,
            ["resolution_status"] = resolution,
            ["system_resolution"] = system,
            ["time_updated"] = updated,
            ["analyses"] = analyses is null ? null : new JsonArray([.. analyses]),
        });

    private static double? Seconds(DateTimeOffset? time) => time is { } value ? (value - DateTimeOffset.UnixEpoch).TotalSeconds : null;

    private static JsonObject Without(JsonObject json)
    {
        foreach (var name in json.Where(static field => field.Value is null).Select(static field => field.Key).ToList())
        {
            json.Remove(name);
        }

        return json;
    }
}
