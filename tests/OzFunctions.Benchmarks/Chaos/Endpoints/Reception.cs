namespace OzFunctions.Benchmarks.Chaos.Endpoints;

/// <summary>What comes of a notification at an endpoint.</summary>
internal enum Reception
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
