namespace OzFunctions.Core.Folders;

/// <summary>The records of a folder, mostly its analyses, do not fit in its row.</summary>
/// <param name="message">A sentence with the size and the limit, in bytes.</param>
public sealed class FolderTooLargeException(string message) : Exception(message);
