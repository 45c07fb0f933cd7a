namespace OzFunctions.Benchmarks.Isolation;

/// <summary>What is wrong with the endpoint <c>bad</c>.</summary>
internal enum Trouble
{
    /// <summary>It answers 503.</summary>
    Refuses,

    /// <summary>It takes the connection and never answers.</summary>
    Hangs,

    /// <summary>The name server does not answer for its name.</summary>
    HasNoAddress,

    /// <summary>It answers 503 for half a minute, 200 for the next, and so on.</summary>
    Flaps,
}
