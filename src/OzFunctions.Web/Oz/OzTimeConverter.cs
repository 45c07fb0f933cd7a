using System.Text.Json;
using System.Text.Json.Serialization;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Web.Oz;

/// <summary>Reads a time of Oz in any of its formats; null for anything else.</summary>
internal sealed class OzTimeConverter : JsonConverter<DateTimeOffset?>
{
    /// <inheritdoc/>
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (OzTime.TryRead(ref reader, out var time))
        {
            return time;
        }

        reader.Skip();
        return null;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
