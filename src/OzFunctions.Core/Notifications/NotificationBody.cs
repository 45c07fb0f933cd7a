using System.Buffers;
using System.Text.Json;

namespace OzFunctions.Core.Notifications;

/// <summary>The body of a Standard Webhooks notification: <c>{type, timestamp, data}</c>, the same bytes for every attempt.</summary>
public static class NotificationBody
{
    /// <summary>The member of <c>data</c> in which a replay of a delivered notification names the original.</summary>
    public const string ReplayOf = "replayOf";

    /// <summary>Creates the body.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="data">The data of the notification.</param>
    /// <returns>JSON, UTF-8. A replay of a delivered notification names the original in <c>data.replayOf</c>.</returns>
    public static byte[] Of(Delivery delivery, NotificationData data)
    {
        var buffer = new ArrayBufferWriter<byte>(data.Json.Length + 256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, delivery.Key.Type);
            json.WriteString("timestamp"u8, JsonTime.Text(data.At));
            json.WritePropertyName("data"u8);
            WriteData(json, delivery, data.Json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the value of <c>data</c>.</summary>
    internal static void WriteData(Utf8JsonWriter json, Delivery delivery, ReadOnlyMemory<byte> data)
    {
        if (delivery.Replays == 0)
        {
            json.WriteRawValue(data.Span, skipInputValidation: true);
            return;
        }

        using var document = JsonDocument.Parse(data);
        json.WriteStartObject();
        json.WriteString(ReplayOf, delivery.OriginalId);
        foreach (var member in document.RootElement.EnumerateObject())
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
