using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Storage.Folders;

/// <summary>The status record of an analysis, in its folder's partition.</summary>
internal static class AnalysisEntity
{
    /// <summary>Creates the row.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="version">The version of the folder with which the row is written.</param>
    /// <param name="analysis">The analysis.</param>
    /// <returns>The entity.</returns>
    public static TableEntity Of(string folderId, int version, Analysis analysis)
    {
        var entity = new TableEntity(folderId, FolderKeys.Analysis(analysis.AnalysisId))
        {
            [nameof(analysis.AnalysisId)] = analysis.AnalysisId,
            [nameof(analysis.GroupId)] = analysis.GroupId,
            [nameof(analysis.Type)] = analysis.Type,
            ["State"] = analysis.Latest.Status.State?.Text,
            ["ResolutionStatus"] = analysis.Latest.Status.Resolution?.Text,
            [nameof(analysis.Result)] = StatusWord.Of(analysis.Result).Text,
            [nameof(analysis.TimeCreated)] = analysis.TimeCreated,
            ["TimeUpdated"] = analysis.Latest.TimeUpdated,
            [nameof(analysis.FinishedAt)] = analysis.FinishedAt,
            ["ErrorCode"] = analysis.Latest.ErrorCode,
            [nameof(Folder.Version)] = version,
        };

        foreach (var score in analysis.Latest.Confidences)
        {
            entity[score.Name] = score.Value;
        }

        return entity;
    }
}
