namespace OzFunctions.Benchmarks.Isolation;

/// <summary>The fault of the endpoint <c>bad</c>.</summary>
internal enum Trouble
{
    /// <summary>It responds with 503.</summary>
    Refuses,

    /// <summary>It accepts the connection and never responds.</summary>
    Hangs,

    /// <summary>The name server does not resolve its name.</summary>
    HasNoAddress,

    /// <summary>It responds with 503 for half a minute, with 200 for the next, and so on.</summary>
    Flaps,
}
