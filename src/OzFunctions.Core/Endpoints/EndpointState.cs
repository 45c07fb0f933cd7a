namespace OzFunctions.Core.Endpoints;

/// <summary>The state of an endpoint.</summary>
public enum EndpointState
{
    /// <summary>Notifications are sent.</summary>
    Healthy,

    /// <summary>The circuit breaker is open: deliveries wait, and probes, one at a time over all processes, test whether the endpoint has recovered.</summary>
    Failing,

    /// <summary>Deliveries are held until a person enables the endpoint.</summary>
    Disabled,
}
