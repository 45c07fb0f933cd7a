using System.Text.Json.Serialization;

namespace OzFunctions.Core.Notifications;

/// <summary>The data of a notification about a folder: enough to act without calling back.</summary>
public sealed record FolderData
{
    /// <summary>Oz's id of the folder.</summary>
    public required string FolderId { get; init; }

    /// <summary>When this folder was first stored. A folder that is stored again after its removal has a later time, and its versions start again.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>Grows by exactly one with each stored change. Of two notifications with the same <c>firstSeenAt</c>, the one with the greater version is newer.</summary>
    public required int Version { get; init; }

    /// <summary>Why the folder changed.</summary>
    public required string Cause { get; init; }

    /// <summary>The statuses before the change; null for a new folder.</summary>
    public required StatusesData? Previous { get; init; }

    /// <summary>The statuses after the change.</summary>
    public required StatusesData Current { get; init; }

    /// <summary>What Oz itself reported last.</summary>
    public required ReportedData Reported { get; init; }

    /// <summary>Whether Oz reports a result that no group that may have finished last has.</summary>
    public required bool Drift { get; init; }

    /// <summary>Why the result is held back, in one sentence; null when it is not held back.</summary>
    public required string? HeldBack { get; init; }

    /// <summary>Status words of Oz that are not known here. They count as OPERATOR_REQUIRED.</summary>
    public required IReadOnlyList<string> UnknownStatuses { get; init; }

    /// <summary>The earliest last report of an analysis that still runs, by Oz's clock; null when none runs.</summary>
    public required DateTimeOffset? RunningSince { get; init; }

    /// <summary>The metadata values that the settings name; null for a value that was too long to keep.</summary>
    public required IReadOnlyDictionary<string, string?> Metadata { get; init; }

    /// <summary>What a large notification leaves out: the analyses of each group, or the groups as well. Absent when nothing is left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Omitted { get; init; }

    /// <summary>The ids of the groups whose result changed; null is the id of the implicit group. Absent when groups are left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string?>? ChangedGroups { get; init; }

    /// <summary>All groups of the folder. Absent when groups are left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<GroupData>? Groups { get; init; }
}
