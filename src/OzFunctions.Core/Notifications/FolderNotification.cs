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
    public const string Analyses = "analyses";

    /// <summary>The member that very large data leaves out together with <see cref="ChangedGroups"/>, and its name under <c>omitted</c>.</summary>
    public const string Groups = "groups";

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
        var whole = DataOf(change, scores);
        byte[] json = [];
        foreach (var omitted in (string?[])[null, Analyses, Groups])
        {
            json = JsonSerializer.SerializeToUtf8Bytes(Without(whole, omitted), NotificationDataContext.Default.FolderData);
            if (json.Length <= MaxBytes)
            {
                break;
            }
        }

        return new NotificationData(change.At, json);
    }

    private static FolderData DataOf(FolderChange change, IReadOnlySet<string> scores)
    {
        var folder = change.Current;
        var analyses = folder.Records.Analyses.ToLookup(static analysis => analysis.GroupId);
        return new FolderData
        {
            FolderId = folder.FolderId,
            FirstSeenAt = folder.FirstSeenAt,
            Version = folder.Version,
            Cause = CamelCase.Of(change.Cause),
            Previous = change.Previous is { } previous ? StatusesData.Of(previous.Result.Statuses) : null,
            Current = StatusesData.Of(folder.Result.Statuses),
            Reported = ReportedData.Of(folder.Records.Reported?.Value),
            Drift = folder.Result.Drift,
            HeldBack = HeldBackSentence.Of(folder.Result.HeldBack),
            UnknownStatuses = folder.Result.UnknownStatuses,
            RunningSince = folder.RunningSince,
            Metadata = (folder.Records.Metadata?.Value.Entries ?? []).ToDictionary(static entry => entry.Key, static entry => entry.Value),
            ChangedGroups = [.. OwedNotifications.ChangedGroups(change).Select(static group => group.GroupId)],
            Groups =
            [
                .. folder.Result.Groups.Select(group => new GroupData(group.GroupId, StatusWord.Of(group.Result).Text, group.FinishedAt)
                {
                    Analyses = [.. analyses[group.GroupId].Select(analysis => AnalysisData.Of(analysis, scores))],
                }),
            ],
        };
    }

    private static FolderData Without(FolderData whole, string? omitted) => omitted switch
    {
        Analyses => whole with { Omitted = omitted, Groups = [.. whole.Groups!.Select(static group => group with { Analyses = null })] },
        Groups => whole with { Omitted = omitted, ChangedGroups = null, Groups = null },
        _ => whole,
    };
}
