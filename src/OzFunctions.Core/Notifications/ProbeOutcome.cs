namespace OzFunctions.Core.Notifications;

/// <summary>The outcome of a probe of a failing endpoint.</summary>
internal enum ProbeOutcome
{
    /// <summary>The endpoint accepted the notification.</summary>
    Succeeded,

    /// <summary>The attempt failed, or nothing was sent.</summary>
    Failed,

    /// <summary>The attempt failed, and the endpoint was disabled.</summary>
    Disabled,
}
