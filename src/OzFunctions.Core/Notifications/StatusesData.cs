using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Notifications;

/// <summary>The statuses of a folder.</summary>
/// <param name="ResolutionStatus">How far processing is: INITIAL, PROCESSING, FAILED or FINISHED.</param>
/// <param name="SystemResolution">The result of the group that finished last, unless <c>heldBack</c> says why it is another; PROCESSING while an analysis runs. Only SUCCESS is a pass.</param>
/// <param name="WorstResolution">The worst result of all groups, never better than <c>systemResolution</c>.</param>
public sealed record StatusesData(string ResolutionStatus, string SystemResolution, string WorstResolution)
{
    internal static StatusesData Of(FolderStatuses statuses) =>
        new(StatusWord.Of(statuses.ResolutionStatus).Text, StatusWord.Of(statuses.SystemResolution).Text, StatusWord.Of(statuses.WorstResolution).Text);
}
