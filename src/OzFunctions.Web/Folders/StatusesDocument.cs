using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Web.Folders;

/// <summary>A folder's pair of statuses.</summary>
internal sealed record StatusesDocument(string ResolutionStatus, string SystemResolution)
{
    public static StatusesDocument Of(FolderStatuses statuses) =>
        new(StatusWord.Of(statuses.ResolutionStatus).Text, StatusWord.Of(statuses.SystemResolution).Text);
}
