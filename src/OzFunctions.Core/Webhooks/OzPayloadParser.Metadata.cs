using System.Text.Json;
using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Webhooks;

/// <content>Reads the named metadata values of a folder.</content>
internal ref partial struct OzPayloadParser
{
    private FolderMetadata? ReadMetadata()
    {
        if (_metadataKeys.Count == 0 || _reader.TokenType is not JsonTokenType.StartObject)
        {
            _reader.Skip();
            return null;
        }

        _path.Enter(OzField.MetaData);
        var entries = new SortedDictionary<string, FolderMetadataEntry>(StringComparer.Ordinal);
        var present = new HashSet<string>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType is JsonTokenType.PropertyName)
        {
            var key = NamedKey();
            _reader.Read();
            if (key is not null && !present.Add(key))
            {
                throw Duplicate(_path.Of(key));
            }

            if (key is null || IsAbsent() || ReadScalar() is not { } value)
            {
                _reader.Skip();
                continue;
            }

            entries[key] = new FolderMetadataEntry(key, value.Length <= FolderMetadata.MaxValueLength ? value : null);
        }

        _path.Leave();
        return new FolderMetadata([.. entries.Values]);
    }

    private readonly string? NamedKey()
    {
        foreach (var key in _metadataKeys)
        {
            if (_reader.ValueTextEquals(key))
            {
                return key;
            }
        }

        return null;
    }
}
