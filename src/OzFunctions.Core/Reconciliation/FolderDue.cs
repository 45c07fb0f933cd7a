using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Reconciliation;

/// <summary>When the first check of a folder after a listed change is due. With it, the folder's rows on the list are found without a read.</summary>
/// <param name="Kind">The kind of the check.</param>
/// <param name="At">When the check is due, UTC.</param>
public sealed record FolderDue(CheckKind Kind, DateTimeOffset At)
{
    private static readonly TimeSpan AfterSettling = TimeSpan.FromHours(24);

    /// <summary>Determines when the first check of a folder after a change is due.</summary>
    /// <param name="folder">The folder after the change.</param>
    /// <param name="scope">The settings and Oz's availability.</param>
    /// <returns>The check; null when the folder has settled and needs no check of its own.</returns>
    public static FolderDue? After(Folder folder, ReconciliationScope scope)
    {
        var kind = FolderCheck.KindOf(FolderCheck.ReasonsOf(folder));
        if (kind is not CheckKind.Settled)
        {
            return new FolderDue(kind, FolderCheck.NextCheckAt(looks: 0, folder, folder.ChangedAt, scope.Settings));
        }

        var at = folder.ChangedAt + AfterSettling;
        return scope.CanAsk && !IsListedAfter(folder, at, scope.Settings) ? new FolderDue(kind, at) : null;
    }

    // A folder with an unknown creation time may be older than the last pass over the list of created folders.
    private static bool IsListedAfter(Folder folder, DateTimeOffset time, ReconciliationSettings settings) =>
        folder.Records.TimeCreated?.Value is { } created && settings.LookAgain.Any(behind => created + behind >= time);
}
