namespace OzFunctions.Benchmarks.Chaos.Endpoints;

/// <summary>What is wrong with an endpoint while there is trouble.</summary>
internal enum EndpointTrouble
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It refuses every notification, as with 503.</summary>
    Refuses,

    /// <summary>It takes the connection and never answers.</summary>
    Hangs,

    /// <summary>The name server does not answer for its name.</summary>
    HasNoAddress,

    /// <summary>It refuses for two seconds, accepts for the next two, and so on.</summary>
    Flaps,

    /// <summary>It refuses four in ten.</summary>
    Shaky,

    /// <summary>It takes up to 0.3 s for an answer.</summary>
    Slow,

    /// <summary>Nobody listens at its port.</summary>
    Unreachable,

    /// <summary>Its port is closed until the calm phase; then it responds to every notification with 410.</summary>
    Gone,
}
