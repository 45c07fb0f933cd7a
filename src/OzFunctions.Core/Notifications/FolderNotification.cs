using System.Buffers;
using System.Text.Json;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Notifications;

/// <summary>
/// Builds the data of the notifications of a folder's change: everything that a bank needs to act without calling back; no media, no names,
/// and only the scores that the settings name.
/// </summary>
public static class FolderNotification
{
    /// <summary>The maximum size that is stored, in bytes. Larger data leaves out parts and names them under <c>omitted</c>.</summary>
    public const int MaxBytes = 512 * 1024;

    /// <summary>The member that large data leaves out of each group, and its name under <c>omitted</c>.</summary>
    internal const string Analyses = "analyses";

    /// <summary>The member that very large data leaves out together with <see cref="ChangedGroups"/>, and its name under <c>omitted</c>.</summary>
    internal const string Groups = "groups";

    /// <summary>The member with the ids of the groups that changed.</summary>
    internal const string ChangedGroups = "changedGroups";

    /// <summary>The member that names what was left out.</summary>
    internal const string Omitted = "omitted";

    /// <summary>Builds the data of a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="scores">The names of the scores that may be included.</param>
    /// <returns>The data.</returns>
    public static NotificationData Of(FolderChange change, IReadOnlySet<string> scores)
    {
        foreach (var omitted in (string?[])[null, Analyses, Groups])
        {
            var json = Write(change, scores, omitted);
            if (json.Length <= MaxBytes || omitted == Groups)
            {
                return new NotificationData(change.At, json);
            }
        }

        throw new InvalidOperationException("The last form is always returned.");
    }

    private static byte[] Write(FolderChange change, IReadOnlySet<string> scores, string? omitted)
    {
        var folder = change.Current;
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("folderId"u8, folder.FolderId);
            json.WriteString("firstSeenAt"u8, JsonTime.Text(folder.FirstSeenAt));
            json.WriteNumber("version"u8, folder.Version);
            json.WriteString("cause"u8, JsonNamingPolicy.CamelCase.ConvertName(change.Cause.ToString()));
            WriteStatuses(json, "previous"u8, change.Previous?.Result.Statuses);
            WriteStatuses(json, "current"u8, folder.Result.Statuses);
            WriteReported(json, folder.Records.Reported?.Value);
            json.WriteBoolean("drift"u8, folder.Result.Drift);
            json.WriteString("heldBack"u8, HeldBackSentence.Of(folder.Result.HeldBack));
            WriteTexts(json, "unknownStatuses", folder.Result.UnknownStatuses);
            WriteTime(json, "runningSince"u8, folder.RunningSince);
            WriteMetadata(json, folder.Records.Metadata?.Value);
            if (omitted is not null)
            {
                json.WriteString(Omitted, omitted);
            }

            if (omitted != Groups)
            {
                WriteTexts(json, ChangedGroups, OwedNotifications.ChangedGroups(change).Select(static group => group.GroupId));
                WriteGroups(json, folder, scores, withAnalyses: omitted is null);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteStatuses(Utf8JsonWriter json, ReadOnlySpan<byte> name, FolderStatuses? statuses)
    {
        if (statuses is not { } known)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("resolutionStatus"u8, StatusWord.Of(known.ResolutionStatus).Text);
        json.WriteString("systemResolution"u8, StatusWord.Of(known.SystemResolution).Text);
        json.WriteString("worstResolution"u8, StatusWord.Of(known.WorstResolution).Text);
        json.WriteEndObject();
    }

    private static void WriteReported(Utf8JsonWriter json, Reported? reported)
    {
        json.WriteStartObject("reported"u8);
        json.WriteString("resolutionStatus"u8, reported?.ResolutionStatus?.Text);
        json.WriteString("systemResolution"u8, reported?.SystemResolution?.Text);
        json.WriteString("operatorStatus"u8, reported?.OperatorStatus?.Text);
        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, FolderMetadata? metadata)
    {
        json.WriteStartObject("metadata"u8);
        foreach (var entry in metadata?.Entries ?? [])
        {
            json.WriteString(entry.Key, entry.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string?> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteGroups(Utf8JsonWriter json, Folder folder, IReadOnlySet<string> scores, bool withAnalyses)
    {
        var analyses = folder.Records.Analyses.ToLookup(static analysis => analysis.GroupId);
        json.WriteStartArray(Groups);
        foreach (var group in folder.Result.Groups)
        {
            json.WriteStartObject();
            json.WriteString("groupId"u8, group.GroupId);
            json.WriteString("result"u8, StatusWord.Of(group.Result).Text);
            WriteTime(json, "finishedAt"u8, group.FinishedAt);
            if (withAnalyses)
            {
                json.WriteStartArray(Analyses);
                foreach (var analysis in analyses[group.GroupId])
                {
                    WriteAnalysis(json, analysis, scores);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAnalysis(Utf8JsonWriter json, Analysis analysis, IReadOnlySet<string> scores)
    {
        json.WriteStartObject();
        json.WriteString("analysisId"u8, analysis.AnalysisId);
        json.WriteString("type"u8, analysis.Type);
        json.WriteString("state"u8, analysis.Latest.Status.State?.Text);
        json.WriteString("resolutionStatus"u8, analysis.Latest.Status.Resolution?.Text);
        json.WriteString("result"u8, StatusWord.Of(analysis.Result).Text);
        WriteTime(json, "timeUpdated"u8, analysis.Latest.TimeUpdated);
        json.WriteString("errorCode"u8, analysis.Latest.ErrorCode);
        if (analysis.Latest.Confidences.Any(score => scores.Contains(score.Name)))
        {
            json.WriteStartObject("scores"u8);
            foreach (var score in analysis.Latest.Confidences.Where(score => scores.Contains(score.Name)))
            {
                json.WriteNumber(score.Name, score.Value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time) =>
        json.WriteString(name, time is { } known ? JsonTime.Text(known) : null);
}
