using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Notifications;

/// <summary>Decides which notifications a change owes. Only changes notify; a payload that tells nothing new never does.</summary>
public static class OwedNotifications
{
    /// <summary>The event types that a change owes, each at most once.</summary>
    /// <param name="change">The change.</param>
    /// <returns>Values of <see cref="NotificationTypes"/>.</returns>
    public static IReadOnlyList<string> By(FolderChange change)
    {
        var previous = change.Previous?.Result;
        var current = change.Current.Result;
        var owed = new List<string>(capacity: 4);

        if (previous?.Statuses != current.Statuses)
        {
            owed.Add(NotificationTypes.FolderResolutionChanged);
        }

        if (ChangedGroups(change).Any())
        {
            owed.Add(NotificationTypes.GroupResolutionChanged);
        }

        if (current.Drift && !(previous is { Drift: true } && DifferenceOf(change.Previous!) == DifferenceOf(change.Current)))
        {
            owed.Add(NotificationTypes.FolderDriftDetected);
        }

        if (change is { Current.OverdueAt: not null, Previous.OverdueAt: null })
        {
            owed.Add(NotificationTypes.FolderOverdue);
        }

        return owed;
    }

    /// <summary>The groups that are new or have another result than before.</summary>
    /// <param name="change">The change.</param>
    /// <returns>The groups as they are now.</returns>
    public static IEnumerable<AnalysisGroup> ChangedGroups(FolderChange change)
    {
        var previous = change.Previous?.Result.Groups ?? [];
        return change.Current.Result.Groups.Where(group =>
            !previous.Any(before => before.GroupId == group.GroupId && before.Result == group.Result));
    }

    private static (FolderStatuses Ours, StatusWord? Resolution, StatusWord? System) DifferenceOf(Folder folder) =>
        (folder.Result.Statuses, folder.Records.Reported?.Value.ResolutionStatus, folder.Records.Reported?.Value.SystemResolution);
}
