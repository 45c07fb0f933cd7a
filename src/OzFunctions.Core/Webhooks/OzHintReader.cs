using System.Text.Json;

namespace OzFunctions.Core.Webhooks;

/// <summary>Finds the folder that a body names even if the body as a whole cannot be read.</summary>
/// <remarks>
/// A hint only leads to a poll of Oz, so the rest of the body does no harm: it may be truncated, or contain bytes, types, times and fields
/// that <see cref="OzPayloadReader"/> rejects. A body with two different folders gives no hint, because polling for one would lose the
/// other.
/// </remarks>
public static class OzHintReader
{
    /// <summary>Reads the hint of a body.</summary>
    /// <param name="body">The received bytes; they need not be JSON.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="hint">The hint; only when the result is true.</param>
    /// <returns>False when no folder is named where <see cref="OzPayloadReader"/> reads one, or several are.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, DateTimeOffset now, out OzHint hint)
    {
        string? folderId = null;
        DateTimeOffset? latest = null;
        var isOneFolder = true;

        // Only known containers are entered, so the depth needs no limit. Text after the root value may name another folder.
        var options = new JsonReaderOptions { MaxDepth = int.MaxValue, AllowMultipleValues = true };
        var reader = new Utf8JsonReader(OzPayloadReader.WithoutByteOrderMark(body), options);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartArray && reader.CurrentDepth > 0)
                {
                    reader.Skip();
                }

                if (reader.TokenType is not JsonTokenType.PropertyName)
                {
                    continue;
                }

                var field = FieldOf(ref reader);
                reader.Read();
                switch (field)
                {
                    case OzField.FolderId when TryId(ref reader, out var id):
                        isOneFolder &= folderId is null || folderId == id;
                        folderId = id;
                        break;
                    case OzField.TimeCreated or OzField.TimeUpdated
                        when OzTime.TryRead(ref reader, out var time) && time <= now + OzPayloadReader.MaxClockLead && !(time <= latest):
                        latest = time;
                        break;
                    case OzField.Folder when reader.TokenType is JsonTokenType.StartObject:
                    case OzField.Analyses when reader.TokenType is JsonTokenType.StartArray:
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // The body is truncated or malformed here; what precedes counts.
        }

        hint = new OzHint(folderId ?? "", latest);
        return folderId is not null && isOneFolder;
    }

    // The framework throws for text with invalid UTF-8, or with half of an escaped surrogate pair.
    private static OzField FieldOf(ref Utf8JsonReader reader)
    {
        try
        {
            return OzFieldNames.Match(ref reader);
        }
        catch (InvalidOperationException)
        {
            return OzField.Other;
        }
    }

    private static bool TryId(ref Utf8JsonReader reader, out string id)
    {
        id = "";
        try
        {
            return reader.TokenType is JsonTokenType.String && OzId.TryNormalise(reader.GetString()!, out id);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
