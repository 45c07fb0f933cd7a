using System.Text.Json;
using System.Text.Json.Serialization;

namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>What was counted, of which the page of scale is computed. The file is checked in beside the page.</summary>
internal sealed record ScaleCounts
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>When it was counted last.</summary>
    public DateOnly Counted { get; init; }

    /// <summary>A folder until its verdict was told.</summary>
    public LifeCounts? Life { get; init; }

    /// <summary>A folder after that.</summary>
    public AftercareCounts? Aftercare { get; init; }

    /// <summary>Requests and runs, by name.</summary>
    public IReadOnlyDictionary<string, CaseCounts> Cases { get; init; } = new Dictionary<string, CaseCounts>();

    /// <summary>How many rows of the index the counts of the dashboard look over for each folder of the last hour.</summary>
    public double RecentCounted { get; init; }

    /// <summary>A pass over many folders that are known and unchanged.</summary>
    public PassCounts? Pass { get; init; }

    /// <summary>The removal of expired folders.</summary>
    public RetentionCounts? Retention { get; init; }

    /// <summary>Whether all was counted of which the page is computed.</summary>
    [JsonIgnore]
    public bool IsWhole => this is { Life: not null, Aftercare: not null, Pass: not null, Retention: not null };

    /// <summary>Reads them.</summary>
    /// <param name="json">The file.</param>
    /// <returns>The counts.</returns>
    public static ScaleCounts Read(string json) => JsonSerializer.Deserialize<ScaleCounts>(json, Format)!;

    /// <summary>Writes them.</summary>
    /// <returns>The file.</returns>
    public string Write() => $"{JsonSerializer.Serialize(this, Format)}\n";
}
