using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Reconciliation;

/// <summary>The outcome of polling a folder.</summary>
/// <param name="Folder">The stored folder; null when nothing was applied.</param>
internal sealed record FolderPollResult(Folder? Folder)
{
    /// <summary>Whether Oz answered with something that could be applied, or that the folder does not exist.</summary>
    public bool IsAnswered { get; private init; } = true;

    /// <summary>Whether the folder was erased here, so that nothing may be applied.</summary>
    public bool IsErased { get; private init; }

    /// <summary>Oz's answer could not be read or applied.</summary>
    public static FolderPollResult Unanswered { get; } = new(Folder: null) { IsAnswered = false };

    /// <summary>The folder does not exist at Oz.</summary>
    public static FolderPollResult Unknown { get; } = new(Folder: null);

    /// <summary>The folder was erased here.</summary>
    public static FolderPollResult Erased { get; } = new(Folder: null) { IsErased = true };
}
