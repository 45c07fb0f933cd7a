namespace OzFunctions.Core.Notifications;

/// <summary>How a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>An attempt is due, or under way.</summary>
    Pending,

    /// <summary>The endpoint answered 2xx.</summary>
    Delivered,

    /// <summary>It waits until its endpoint can take it: the endpoint is failing, at its limit, disabled, or not in the settings.</summary>
    Waiting,

    /// <summary>It is waiting, and its endpoint is disabled or not in the settings. Shown, never stored: disabling an endpoint moves no delivery.</summary>
    Held,

    /// <summary>Every attempt of its schedule failed.</summary>
    Dead,
}
