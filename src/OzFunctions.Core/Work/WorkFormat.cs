using System.Text.Json;

namespace OzFunctions.Core.Work;

/// <summary>Serializes work items: JSON with keys only, well under 64 KiB.</summary>
public static class WorkFormat
{
    // Several times what an item of ours has, and well below what the queue takes.
    private const int MaxLength = 32 * 1024;

    /// <summary>Serializes an item.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The text.</returns>
    public static string Write(WorkItem item) => JsonSerializer.Serialize(item, WorkContext.Default.WorkItem);

    /// <summary>Parses an item.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The item, or null when the text is not a work item that this software may have written.</returns>
    public static WorkItem? Read(string text)
    {
        try
        {
            return text.Length <= MaxLength && JsonSerializer.Deserialize(text, WorkContext.Default.WorkItem) is { } item && WorkCheck.IsOurs(item) ? item : null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
