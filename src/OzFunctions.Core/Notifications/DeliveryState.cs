namespace OzFunctions.Core.Notifications;

/// <summary>The state of a delivery.</summary>
public enum DeliveryState
{
    /// <summary>An attempt is due or in progress.</summary>
    Pending,

    /// <summary>The endpoint accepted it.</summary>
    Delivered,

    /// <summary>It waits until its endpoint can accept it: the endpoint is failing, at its limit, disabled, or not in the settings.</summary>
    Waiting,

    /// <summary>
    /// It is waiting, and its endpoint is disabled or not in the settings. Displayed, never stored: disabling an endpoint changes no
    /// delivery.
    /// </summary>
    Held,

    /// <summary>The last attempt of its schedule failed, or the data of its notification no longer exists (dead-lettered).</summary>
    Dead,
}
