using System.Text.Json;

namespace OzFunctions.Core.Work;

/// <summary>Serializes work items: JSON with keys only, well under 64 KiB.</summary>
public static class WorkFormat
{
    /// <summary>Serializes an item.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The text.</returns>
    public static string Write(WorkItem item) => JsonSerializer.Serialize(item, WorkContext.Default.WorkItem);

    /// <summary>Parses an item.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The item, or null when the text is not a work item.</returns>
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
