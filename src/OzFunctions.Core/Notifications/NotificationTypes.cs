namespace OzFunctions.Core.Notifications;

/// <summary>The event types that a change of a folder can owe.</summary>
public static class NotificationTypes
{
    /// <summary>The pair of folder statuses changed.</summary>
    public const string FolderResolutionChanged = "folder.resolution_changed";

    /// <summary>The result of at least one group changed; one notification names them all.</summary>
    public const string GroupResolutionChanged = "group.resolution_changed";

    /// <summary>Oz's own result contradicts ours in a way it did not before.</summary>
    public const string FolderDriftDetected = "folder.drift_detected";
}
