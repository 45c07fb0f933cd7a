namespace OzFunctions.Tests.Oracle;

/// <summary>What one payload of Oz told about a folder.</summary>
internal sealed record OraclePayload
{
    /// <summary>When we asked Oz, if this is its answer to a question; null for a webhook.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>The folder's <c>resolution_status</c>; any word.</summary>
    public string? ResolutionStatus { get; init; }

    /// <summary>The folder's <c>system_resolution</c>; any word.</summary>
    public string? SystemResolution { get; init; }

    /// <summary>The folder's <c>operator_status</c>; any word. No rule uses it.</summary>
    public string? OperatorStatus { get; init; }

    /// <summary>The folder's <c>time_created</c>.</summary>
    public DateTimeOffset? TimeCreated { get; init; }

    /// <summary>The folder's <c>time_updated</c>.</summary>
    public DateTimeOffset? TimeUpdated { get; init; }

    /// <summary>The analyses; null if the payload has no <c>analyses</c>.</summary>
    public IReadOnlyList<OracleCopy>? Analyses { get; init; }

    /// <summary>The latest time in the payload, which dates it; the lowest there is if it names none.</summary>
    public DateTimeOffset Latest =>
        new[] { TimeCreated, TimeUpdated }
            .Concat((Analyses ?? []).SelectMany(static copy => new[] { copy.TimeCreated, copy.TimeUpdated }))
            .Max() ?? DateTimeOffset.MinValue;
}
