using System.Text.Json;

namespace OzFunctions.Core.Work;

/// <summary>How work items travel: JSON of pointers, well under 64 KiB.</summary>
public static class WorkFormat
{
    /// <summary>Writes an item.</summary>
    /// <param name="item">The item.</param>
    /// <returns>Its text.</returns>
    public static string Write(WorkItem item) => JsonSerializer.Serialize(item, WorkContext.Default.WorkItem);

    /// <summary>Reads an item.</summary>
    /// <param name="text">Its text.</param>
    /// <returns>The item, or null when the text is none of ours.</returns>
    public static WorkItem? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, WorkContext.Default.WorkItem);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
