using System.Text.Json;
using System.Text.Json.Serialization;

namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>The counts from which the scale page is computed. The file is checked in beside the page.</summary>
internal sealed record ScaleCounts
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The day of the last measurement.</summary>
    public DateOnly Counted { get; init; }

    /// <summary>A folder until its verdict was notified.</summary>
    public LifeCounts? Life { get; init; }

    /// <summary>A folder after its verdict was notified.</summary>
    public AftercareCounts? Aftercare { get; init; }

    /// <summary>Requests and runs by case name.</summary>
    public IReadOnlyDictionary<string, CaseCounts> Cases { get; init; } = new Dictionary<string, CaseCounts>();

    /// <summary>The number of index rows scanned for the dashboard's counts per folder of the last hour.</summary>
    public double RecentCounted { get; init; }

    /// <summary>A pass over many known, unchanged folders.</summary>
    public PassCounts? Pass { get; init; }

    /// <summary>The removal of expired folders.</summary>
    public RetentionCounts? Retention { get; init; }

    /// <summary>Whether the counts are complete.</summary>
    [JsonIgnore]
    public bool IsWhole => this is { Life: not null, Aftercare: not null, Pass: not null, Retention: not null };

    /// <summary>Reads the counts.</summary>
    /// <param name="json">The content of the file.</param>
    /// <returns>The counts.</returns>
    public static ScaleCounts Read(string json) => JsonSerializer.Deserialize<ScaleCounts>(json, Format)!;

    /// <summary>Writes the counts.</summary>
    /// <returns>The content of the file.</returns>
    public string Write() => $"{JsonSerializer.Serialize(this, Format)}\n";
}
