namespace OzFunctions.Core.Folders;

/// <summary>A folder has more analyses than one record can hold.</summary>
/// <param name="message">How large it would be and what the limit is.</param>
public sealed class FolderTooLargeException(string message) : Exception(message);
