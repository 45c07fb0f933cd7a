namespace OzFunctions.Core.Notifications;

/// <summary>What came of a probe of a failing endpoint.</summary>
internal enum ProbeOutcome
{
    /// <summary>The endpoint took the notification.</summary>
    Succeeded,

    /// <summary>It did not, or nothing was sent.</summary>
    Failed,

    /// <summary>It did not, and was disabled.</summary>
    Disabled,
}
