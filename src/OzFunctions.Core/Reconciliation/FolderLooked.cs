using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Reconciliation;

/// <summary>What came of looking at a folder.</summary>
/// <param name="Folder">The folder as it is stored now; null when nothing could be applied, or nothing is to be.</param>
/// <param name="IsErased">Whether it was erased here, so that nothing is to be applied.</param>
internal sealed record FolderLooked(Folder? Folder, bool IsErased)
{
    /// <summary>Nothing could be applied.</summary>
    public static FolderLooked Nothing { get; } = new(null, IsErased: false);

    /// <summary>Nothing is to be applied.</summary>
    public static FolderLooked Erased { get; } = new(null, IsErased: true);
}
