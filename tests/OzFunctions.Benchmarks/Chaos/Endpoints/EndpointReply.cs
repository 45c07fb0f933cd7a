namespace OzFunctions.Benchmarks.Chaos.Endpoints;

/// <summary>An endpoint's reply to a notification.</summary>
internal enum EndpointReply
{
    /// <summary>It is accepted.</summary>
    Accepted,

    /// <summary>It is refused and may be sent again.</summary>
    Refused,

    /// <summary>There is no answer.</summary>
    Unanswered,

    /// <summary>It is refused, and all others will be.</summary>
    Gone,
}
