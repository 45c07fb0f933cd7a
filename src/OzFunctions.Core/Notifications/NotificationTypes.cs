namespace OzFunctions.Core.Notifications;

/// <summary>The event types of notifications.</summary>
public static class NotificationTypes
{
    /// <summary>The folder's <c>resolutionStatus</c> or <c>systemResolution</c> changed.</summary>
    public const string FolderResolutionChanged = "folder.resolution_changed";

    /// <summary>The result of at least one group changed, and with it perhaps the folder's <c>worstResolution</c>; one notification names all groups.</summary>
    public const string GroupResolutionChanged = "group.resolution_changed";

    /// <summary>Oz's own result contradicts ours in a way it did not before. Only endpoints that name it in full are told.</summary>
    public const string FolderDriftDetected = "folder.drift_detected";

    /// <summary>A folder has been running for longer than it should. Told once until nothing runs any more.</summary>
    public const string FolderOverdue = "folder.overdue";

    /// <summary>An endpoint was disabled; the other endpoints are told.</summary>
    public const string EndpointDisabled = "endpoint.disabled";

    /// <summary>A person asked for a test; only the endpoint in question is told.</summary>
    public const string EndpointTest = "endpoint.test";
}
