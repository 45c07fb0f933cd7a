namespace OzFunctions.Core.Notifications;

/// <summary>The event types of notifications.</summary>
public static class NotificationTypes
{
    /// <summary>The folder is new, or its <c>resolutionStatus</c> or <c>systemResolution</c> changed.</summary>
    public const string FolderResolutionChanged = "folder.resolution_changed";

    /// <summary>The result of at least one group changed, and possibly the folder's <c>worstResolution</c>. One notification lists all groups.</summary>
    public const string GroupResolutionChanged = "group.resolution_changed";

    /// <summary>Oz's own result contradicts ours in a way that it did not before. Only sent to endpoints that name the type in full.</summary>
    public const string FolderDriftDetected = "folder.drift_detected";

    /// <summary>A folder has been running for longer than expected. Sent once, and again only after what was running has ended or was reported anew.</summary>
    public const string FolderOverdue = "folder.overdue";

    /// <summary>An endpoint was disabled. Sent to the other endpoints.</summary>
    public const string EndpointDisabled = "endpoint.disabled";

    /// <summary>A person requested a test. Sent only to the endpoint under test.</summary>
    public const string EndpointTest = "endpoint.test";

    /// <summary>All event types.</summary>
    public static IReadOnlyList<string> All { get; } = [FolderResolutionChanged, GroupResolutionChanged, FolderDriftDetected, FolderOverdue, EndpointDisabled, EndpointTest];
}
