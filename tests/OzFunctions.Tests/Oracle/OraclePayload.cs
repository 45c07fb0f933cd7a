namespace OzFunctions.Tests.Oracle;

/// <summary>The content of one payload from Oz about a folder.</summary>
internal sealed record OraclePayload
{
    /// <summary>When the request was sent, if this is Oz's response to it; null for a webhook.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>The folder's <c>resolution_status</c>, which may be any word.</summary>
    public string? ResolutionStatus { get; init; }

    /// <summary>The folder's <c>system_resolution</c>, which may be any word.</summary>
    public string? SystemResolution { get; init; }

    /// <summary>The folder's <c>operator_status</c>, which may be any word.</summary>
    public string? OperatorStatus { get; init; }

    /// <summary>The folder's <c>time_created</c>.</summary>
    public DateTimeOffset? TimeCreated { get; init; }

    /// <summary>The folder's <c>time_updated</c>.</summary>
    public DateTimeOffset? TimeUpdated { get; init; }

    /// <summary>The analyses; null if the payload has no <c>analyses</c>.</summary>
    public IReadOnlyList<OracleCopy>? Analyses { get; init; }

    /// <summary>The latest time in the payload, which dates it; the minimum value if the payload contains no time.</summary>
    public DateTimeOffset Latest =>
        new[] { TimeCreated, TimeUpdated }
            .Concat((Analyses ?? []).SelectMany(static copy => new[] { copy.TimeCreated, copy.TimeUpdated }))
            .Max() ?? DateTimeOffset.MinValue;
}
