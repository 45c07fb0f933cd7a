using System.Buffers;
using System.Text.Json;

namespace OzFunctions.Core.Notifications;

/// <summary>Makes what a notification says smaller, where its receiver takes less than is stored: as <see cref="FolderNotification"/> does at its own limit.</summary>
public static class ReducedData
{
    /// <summary>The same, with less in it: without analyses, and then without groups.</summary>
    /// <param name="data">What the notification says.</param>
    /// <returns>The same with its next part left out, which it says under <c>omitted</c>; null when there is nothing left to leave out.</returns>
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
