using System.Buffers;
using System.Text.Json;

namespace OzFunctions.Core.Notifications;

/// <summary>
/// Reduces the data of a notification for a receiver whose limit is below <see cref="FolderNotification.MaxBytes"/>, in the same steps as
/// <see cref="FolderNotification"/>.
/// </summary>
public static class ReducedData
{
    /// <summary>Leaves out the next part: first the analyses, then the groups.</summary>
    /// <param name="data">The data.</param>
    /// <returns>The data without its next part, which <c>omitted</c> names; null when nothing is left to leave out.</returns>
    public static NotificationData? Of(NotificationData data)
    {
        using var document = JsonDocument.Parse(data.Json);
        if (!document.RootElement.TryGetProperty(FolderNotification.Groups, out _))
        {
            return null;
        }

        var omitted = document.RootElement.TryGetProperty(FolderNotification.Omitted, out _) ? FolderNotification.Groups : FolderNotification.Analyses;
        var buffer = new ArrayBufferWriter<byte>(data.Json.Length);
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, document.RootElement, omitted);
        }

        return data with { Json = buffer.WrittenMemory };
    }

    private static void Write(Utf8JsonWriter json, JsonElement data, string omitted)
    {
        json.WriteStartObject();
        foreach (var member in data.EnumerateObject().Where(static member => member.Name != FolderNotification.Omitted))
        {
            if (member.Name == FolderNotification.ChangedGroups)
            {
                json.WriteString(FolderNotification.Omitted, omitted);
            }

            if (omitted == FolderNotification.Groups && member.Name is (FolderNotification.ChangedGroups or FolderNotification.Groups))
            {
                continue;
            }

            if (member.Name == FolderNotification.Groups)
            {
                WriteGroups(json, member.Value);
            }
            else
            {
                member.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteGroups(Utf8JsonWriter json, JsonElement groups)
    {
        json.WriteStartArray(FolderNotification.Groups);
        foreach (var group in groups.EnumerateArray())
        {
            json.WriteStartObject();
            foreach (var member in group.EnumerateObject().Where(static member => member.Name != FolderNotification.Analyses))
            {
                member.WriteTo(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
