namespace OzFunctions.Core.Folders;

/// <summary>A folder has more analyses than its row can hold.</summary>
/// <param name="message">The size it would have and the limit.</param>
public sealed class FolderTooLargeException(string message) : Exception(message);
