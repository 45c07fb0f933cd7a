using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Web.Folders;

/// <summary>A folder's statuses.</summary>
internal sealed record StatusesDocument(string ResolutionStatus, string SystemResolution, string WorstResolution)
{
    public static StatusesDocument Of(FolderStatuses statuses) =>
        new(StatusWord.Of(statuses.ResolutionStatus).Text, StatusWord.Of(statuses.SystemResolution).Text, StatusWord.Of(statuses.WorstResolution).Text);
}
