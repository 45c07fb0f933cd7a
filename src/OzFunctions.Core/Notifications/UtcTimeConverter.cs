using System.Text.Json;
using System.Text.Json.Serialization;

namespace OzFunctions.Core.Notifications;

/// <summary>Writes times as ISO 8601 UTC, with a <c>Z</c> and without trailing zeros.</summary>
public sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(JsonTime.Text(value));
}
