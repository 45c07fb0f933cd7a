using System.Text.Json;
using System.Text.Json.Serialization;
using OzFunctions.Core;
using OzFunctions.Core.Runs;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.Runs;

/// <summary>A run as it is shown.</summary>
internal sealed record RunDocument
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The state.</summary>
    public required string State { get; init; }

    /// <summary>The name of the admin key that started it, or <c>schedule</c>.</summary>
    public required string By { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The parameters of the request.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Why it failed or waits; null otherwise.</summary>
    public required string? Error { get; init; }

    /// <summary>The limit that stopped it before it was finished; null when none did.</summary>
    public required string? StoppedBy { get; init; }

    /// <summary>Its counts so far, each as a member of its own.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Counts { get; set; } = new Dictionary<string, JsonElement>();

    public static RunDocument Of(Run run) => new()
    {
        Id = run.Id.ToString(),
        Kind = run.Id.Kind,
        State = CamelCase.Of(run.State),
        By = run.By,
        StartedAt = run.StartedAt,
        FinishedAt = run.FinishedAt,
        Parameters = run.Parameters.ToDictionary(static entry => JsonNamingPolicy.CamelCase.ConvertName(entry.Key), static entry => entry.Value),
        Error = run.Error,
        StoppedBy = run.StoppedBy,
        Counts = run.Counts.ToDictionary(static entry => entry.Key, static entry => JsonSerializer.SerializeToElement(entry.Value, DocumentContext.Default.Int64)),
    };
}
