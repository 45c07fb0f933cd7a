using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Web.Folders;

/// <summary>An open folder, as the operators' queue shows it.</summary>
/// <param name="FolderId">Oz's id.</param>
/// <param name="Version">The folder's version that the other members show.</param>
/// <param name="Reasons">Why it is open.</param>
/// <param name="Since">When the folder was last changed, as of the last check.</param>
/// <param name="NextCheck">When Oz will be asked about it next; null when it was given up.</param>
/// <param name="Looks">The number of checks since then.</param>
internal sealed record OpenFolderDocument(string FolderId, int Version, IReadOnlyList<string> Reasons, DateTimeOffset Since, DateTimeOffset? NextCheck, int Looks)
{
    public static OpenFolderDocument Of(FolderCheck check) => new(
        check.FolderId,
        check.Version,
        [.. OpenReasonNames.All.Where(reason => check.Reasons.HasFlag(reason.Key)).Select(static reason => reason.Value)],
        check.Since,
        check.Kind is CheckKind.GivenUp ? null : check.NextCheck,
        check.Looks);
}
