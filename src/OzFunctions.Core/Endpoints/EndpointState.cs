namespace OzFunctions.Core.Endpoints;

/// <summary>How an endpoint does.</summary>
public enum EndpointState
{
    /// <summary>Notifications are sent to it.</summary>
    Well,

    /// <summary>Its circuit breaker is open: what it is owed waits, and one probe at a time finds out whether it is well again.</summary>
    Failing,

    /// <summary>What it is owed is held until a person enables it.</summary>
    Disabled,
}
