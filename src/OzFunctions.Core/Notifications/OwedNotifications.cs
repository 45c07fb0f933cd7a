using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Notifications;

/// <summary>Decides which notifications a change owes. A payload that adds nothing never owes one.</summary>
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

        // A change of only the worst result is a change of a group's result, which has its own type.
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

    /// <summary>The groups that are new or whose result changed.</summary>
    /// <param name="change">The change.</param>
    /// <returns>The new groups.</returns>
    public static IEnumerable<AnalysisGroup> ChangedGroups(FolderChange change)
    {
        // Group ids are never empty, so the empty string can represent the implicit group.
        var previous = (change.Previous?.Result.Groups ?? []).ToDictionary(static group => group.GroupId ?? "", static group => group.Result, StringComparer.Ordinal);
        return change.Current.Result.Groups.Where(group => !previous.TryGetValue(group.GroupId ?? "", out var before) || before != group.Result);
    }
}
