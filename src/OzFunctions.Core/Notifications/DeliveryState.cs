namespace OzFunctions.Core.Notifications;

/// <summary>How a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>An attempt is due, or under way.</summary>
    Pending,

    /// <summary>The endpoint answered 2xx.</summary>
    Delivered,

    /// <summary>It waits: its endpoint is disabled or not in the settings.</summary>
    Held,

    /// <summary>Every attempt of its schedule failed.</summary>
    Dead,
}
