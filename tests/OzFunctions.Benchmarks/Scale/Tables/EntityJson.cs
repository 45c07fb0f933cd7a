using System.Globalization;
using System.Text.Json;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>Reads and writes entities as JSON with minimal metadata.</summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    /// <summary>Reads an entity.</summary>
    /// <param name="body">The JSON.</param>
    /// <returns>Its keys, null if absent, and its properties.</returns>
    /// <exception cref="TableException">The body is not an entity.</exception>
    public static (string? PartitionKey, string? RowKey, Property[] Properties) Read(ReadOnlyMemory<byte> body)
    {
        using var document = Parse(body);
        var entity = document.RootElement;
        var properties = new List<Property>();
        foreach (var member in entity.EnumerateObject())
        {
            if (member.Name is not (nameof(Row.PartitionKey) or nameof(Row.RowKey) or nameof(Row.Timestamp)) && !member.Name.Contains("odata.", StringComparison.Ordinal) && member.Value.ValueKind is not JsonValueKind.Null)
            {
                // Thousands of rows have the same property names.
                properties.Add(new Property(string.Intern(member.Name), ValueOf(member.Value, Text(entity, member.Name + TypeSuffix))));
            }
        }

        return (Text(entity, nameof(Row.PartitionKey)), Text(entity, nameof(Row.RowKey)), [.. properties]);
    }

    /// <summary>Writes an entity.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="row">The entity.</param>
    /// <param name="columns">The selected properties; null for all.</param>
    public static void Write(Utf8JsonWriter writer, Row row, IReadOnlySet<string>? columns)
    {
        writer.WriteStartObject();
        writer.WriteString("odata.etag", row.ETag);
        foreach (var (name, value) in (ReadOnlySpan<Property>)[new(nameof(row.PartitionKey), row.PartitionKey), new(nameof(row.RowKey), row.RowKey)])
        {
            if (columns?.Contains(name) is not false)
            {
                Write(writer, name, value);
            }
        }

        if (columns?.Contains(nameof(row.Timestamp)) is not false)
        {
            writer.WriteString($"{nameof(row.Timestamp)}{TypeSuffix}", "Edm.DateTime");
            writer.WriteString(nameof(row.Timestamp), row.Timestamp);
        }

        foreach (var (name, value) in row.Properties.Where(property => columns?.Contains(property.Name) is not false))
        {
            Write(writer, name, value);
        }

        writer.WriteEndObject();
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body) is { RootElement.ValueKind: JsonValueKind.Object } document ? document : throw TableException.Wrong("The body is no entity.");
        }
        catch (JsonException)
        {
            throw TableException.Wrong("The body is no JSON.");
        }
    }

    private static string? Text(JsonElement entity, string name) => entity.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static object ValueOf(JsonElement value, string? type) => (value.ValueKind, type) switch
    {
        (JsonValueKind.String, null or "Edm.String") => value.GetString()!,
        (JsonValueKind.String, "Edm.Int64") => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (JsonValueKind.String, "Edm.DateTime") => DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime(),
        (JsonValueKind.String, "Edm.Guid") => Guid.Parse(value.GetString()!),
        (JsonValueKind.String, "Edm.Binary") => value.GetBytesFromBase64(),
        (JsonValueKind.String, "Edm.Double") => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (JsonValueKind.True or JsonValueKind.False, _) => value.GetBoolean(),
        (JsonValueKind.Number, null) when value.TryGetInt32(out var number) => number,
        (JsonValueKind.Number, "Edm.Int32") => value.GetInt32(),
        (JsonValueKind.Number, null or "Edm.Double") => value.GetDouble(),
        _ => throw TableException.NotSpoken($"A property is a JSON {value.ValueKind} of the type {type}."),
    };

    private static void Write(Utf8JsonWriter writer, string name, object value)
    {
        var (type, text) = value switch
        {
            long number => ("Edm.Int64", number.ToString(CultureInfo.InvariantCulture)),
            DateTimeOffset time => ("Edm.DateTime", time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)),
            Guid id => ("Edm.Guid", $"{id}"),
            byte[] bytes => ("Edm.Binary", Convert.ToBase64String(bytes)),
            string plain => (null, plain),
            _ => (null, (string?)null),
        };
        if (type is not null)
        {
            writer.WriteString(name + TypeSuffix, type);
        }

        writer.WritePropertyName(name);
        switch (value)
        {
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                // Without a decimal point it would be read as an integer.
                writer.WriteRawValue(number.ToString(number % 1 == 0 ? "F1" : "R", CultureInfo.InvariantCulture));
                break;
            default:
                writer.WriteStringValue(text);
                break;
        }
    }
}
