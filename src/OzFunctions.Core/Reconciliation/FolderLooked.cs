using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Reconciliation;

/// <summary>What came of looking at a folder.</summary>
/// <param name="Folder">The folder as it is stored now; null when nothing could be applied, or nothing is to be.</param>
internal sealed record FolderLooked(Folder? Folder)
{
    /// <summary>Whether Oz said anything of it that could be applied, if only that it knows no such folder.</summary>
    public bool IsAnswered { get; private init; } = true;

    /// <summary>Whether it was erased here, so that nothing is to be applied.</summary>
    public bool IsErased { get; private init; }

    /// <summary>Oz said nothing that could be read and applied.</summary>
    public static FolderLooked Unanswered { get; } = new(Folder: null) { IsAnswered = false };

    /// <summary>Oz knows no such folder.</summary>
    public static FolderLooked Unknown { get; } = new(Folder: null);

    /// <summary>Nothing is to be applied.</summary>
    public static FolderLooked Erased { get; } = new(Folder: null) { IsErased = true };
}
