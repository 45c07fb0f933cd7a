using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Reconciliation;

/// <summary>When a folder is due first after a change that the lists show, which is how its rows of the list are found without a read.</summary>
/// <param name="Kind">How it stands.</param>
/// <param name="At">When, UTC.</param>
public sealed record FolderDue(CheckKind Kind, DateTimeOffset At)
{
    private static readonly TimeSpan AfterSettling = TimeSpan.FromHours(24);

    /// <summary>When a folder is due first after a change.</summary>
    /// <param name="folder">The folder after it.</param>
    /// <param name="scope">Whether Oz can be asked, and when about what.</param>
    /// <returns>When; null when the folder has settled and nobody need ask about it alone.</returns>
    public static FolderDue? After(Folder folder, ReconciliationScope scope)
    {
        var kind = FolderCheck.KindOf(FolderCheck.ReasonsOf(folder));
        if (kind is not CheckKind.Settled)
        {
            return new FolderDue(kind, FolderCheck.NextLook(looks: 0, folder, folder.ChangedAt, scope.Settings));
        }

        var at = folder.ChangedAt + AfterSettling;
        return scope.CanAsk && !IsListedAfter(folder, at, scope.Settings) ? new FolderDue(kind, at) : null;
    }

    // A folder whose creation nobody told may be older than the last pass over the list of what was created.
    private static bool IsListedAfter(Folder folder, DateTimeOffset time, ReconciliationSettings settings) =>
        folder.Records.TimeCreated?.Value is { } created && settings.LookAgain.Any(behind => created + behind >= time);
}
