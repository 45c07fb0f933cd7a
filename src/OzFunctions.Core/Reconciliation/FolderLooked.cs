using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Reconciliation;

/// <summary>What came of asking Oz about a folder.</summary>
/// <param name="IsAnswered">Whether Oz said anything of it, if only that it knows no such folder.</param>
/// <param name="Folder">The folder as it is stored now; null when nothing was applied.</param>
internal sealed record FolderLooked(bool IsAnswered, Folder? Folder);
