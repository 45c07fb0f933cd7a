using OzFunctions.Core.Folders;

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

        // A change of the worst result alone is a change of a group's, which is told as such.
        if (previous is null || previous.Statuses with { WorstResolution = current.Statuses.WorstResolution } != current.Statuses)
        {
            owed.Add(NotificationTypes.FolderResolutionChanged);
        }

        if (ChangedGroups(change).Any())
        {
            owed.Add(NotificationTypes.GroupResolutionChanged);
        }

        if (change.IsNewDrift())
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
        // No id is empty, so the empty string is free to stand for the implicit group.
        var previous = (change.Previous?.Result.Groups ?? []).ToDictionary(static group => group.GroupId ?? "", static group => group.Result, StringComparer.Ordinal);
        return change.Current.Result.Groups.Where(group => !previous.TryGetValue(group.GroupId ?? "", out var before) || before != group.Result);
    }
}
