using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OzFunctions.Benchmarks.Load;

/// <summary>
/// What an able developer writes in an afternoon: bind the body to a model, upsert a row for each analysis and one for the folder, and
/// notify the bank before the response. It does not handle order, duplicates, crashes, retries or signatures, which is why OzFunctions is
/// larger.
/// </summary>
internal static class PlainWay
{
    private static readonly string[] WorstFirst = ["INITIAL", "PROCESSING", "FAILED", "DECLINED", "OPERATOR_REQUIRED", "SUCCESS"];

    /// <summary>Serves requests until the process is killed.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>0.</returns>
    public static async Task<int> ServeAsync(string[] args)
    {
        var app = LoadHost.Build(args);
        var tables = new TableServiceClient(app.Configuration["AzureWebJobsStorage"]);
        var (folders, analyses) = (tables.GetTableClient("PlainFolders"), tables.GetTableClient("PlainAnalyses"));
        await folders.CreateIfNotExistsAsync();
        await analyses.CreateIfNotExistsAsync();
        var endpoint = app.Configuration[LoadHost.Endpoint]!;
        var client = new HttpClient();

        app.MapPost("/api/oz/webhooks", async (FolderModel folder) =>
        {
            foreach (var analysis in folder.Analyses)
            {
                await analyses.UpsertEntityAsync(new TableEntity(folder.FolderId, analysis.AnalysisId)
                {
                    ["Type"] = analysis.Type,
                    ["GroupId"] = analysis.GroupId,
                    ["State"] = analysis.State,
                    ["ResolutionStatus"] = analysis.ResolutionStatus,
                    ["TimeCreated"] = analysis.TimeCreated,
                    ["TimeUpdated"] = analysis.TimeUpdated,
                });
            }

            var result = WorstFirst.First(status => folder.Analyses.Any(analysis => (analysis.State == "FINISHED" ? analysis.ResolutionStatus : analysis.State) == status));
            await folders.UpsertEntityAsync(new TableEntity(folder.FolderId, "folder")
            {
                ["ResolutionStatus"] = folder.ResolutionStatus,
                ["SystemResolution"] = result,
                ["TimeUpdated"] = folder.TimeUpdated,
            });

            var said = new StatusesModel(folder.ResolutionStatus, result);
            using var answer = await client.PostAsync(endpoint, JsonContent.Create(new NotificationModel(new DataModel(folder.FolderId, 0, said))));
            answer.EnsureSuccessStatusCode();
            return Results.Ok(said);
        });
        await LoadHost.RunAsync(app);
        return 0;
    }

    internal sealed record FolderModel(
        [property: JsonPropertyName("folder_id")] string FolderId,
        [property: JsonPropertyName("resolution_status")] string ResolutionStatus,
        [property: JsonPropertyName("time_updated")] double TimeUpdated,
        [property: JsonPropertyName("analyses")] IReadOnlyList<AnalysisModel> Analyses);

    internal sealed record AnalysisModel(
        [property: JsonPropertyName("analysis_id")] string AnalysisId,
        [property: JsonPropertyName("type")] string Type,
        [property: JsonPropertyName("group_id")] string GroupId,
        [property: JsonPropertyName("state")] string State,
        [property: JsonPropertyName("resolution_status")] string ResolutionStatus,
        [property: JsonPropertyName("time_created")] double TimeCreated,
        [property: JsonPropertyName("time_updated")] double TimeUpdated);

    private sealed record NotificationModel([property: JsonPropertyName("data")] DataModel Data);

    private sealed record DataModel(string FolderId, int Version, StatusesModel Current);

    private sealed record StatusesModel(string ResolutionStatus, string SystemResolution);
}
