using System.Buffers;
using System.Text.Json;
using OzFunctions.Core.Endpoints;

namespace OzFunctions.Core.Notifications;

/// <summary>
/// The body of a notification as a CloudEvent in structured JSON, the same bytes for every attempt
/// (<see href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md"/>).
/// </summary>
public static class CloudEvent
{
    /// <summary>The media type of the body.</summary>
    public const string MediaType = "application/cloudevents+json";

    /// <summary>Creates the body. Its <c>id</c> is the <c>webhook-id</c>, its <c>data</c> the same as a webhook's.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="data">The data of the notification.</param>
    /// <returns>JSON, UTF-8. A replay of a delivered notification names the original in <c>data.replayOf</c>.</returns>
    public static byte[] Of(Delivery delivery, NotificationData data)
    {
        var endpoint = EndpointSwitch.EndpointOf(delivery.Folder);
        var subject = endpoint ?? delivery.Folder;
        var buffer = new ArrayBufferWriter<byte>(data.Json.Length + 512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("specversion"u8, "1.0"u8);
            json.WriteString("id"u8, delivery.WebhookId);
            json.WriteString("source"u8, $"/ozfunctions/{(endpoint is null ? "folders" : "endpoints")}/{Uri.EscapeDataString(subject)}");
            json.WriteString("type"u8, delivery.Key.Type);
            json.WriteString("time"u8, JsonTime.Text(data.At));
            json.WriteString("subject"u8, subject);
            json.WriteString("datacontenttype"u8, "application/json"u8);
            json.WritePropertyName("data"u8);
            NotificationBody.WriteData(json, delivery, data.Json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
