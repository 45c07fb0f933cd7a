using System.Text.Json;

namespace OzFunctions.Core.Webhooks;

/// <summary>Parses one body in one pass: reads its objects and the values of their fields, and collects them in a payload.</summary>
internal ref partial struct OzPayloadParser
{
    private readonly IReadOnlyList<string> _metadataKeys;
    private readonly DateTimeOffset _latestAllowed;
    private Utf8JsonReader _reader;
    private OzPath _path;
    private OzPayloadBuilder _payload = new();
    private DateTimeOffset? _latest;
    private string? _folderId;
    private string? _groupId;
    private int _items;

    public OzPayloadParser(ReadOnlySpan<byte> body, IReadOnlyList<string> metadataKeys, DateTimeOffset latestAllowed)
    {
        _reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = OzPayloadReader.MaxDepth });
        _metadataKeys = metadataKeys;
        _latestAllowed = latestAllowed;
    }

    /// <summary>Parses the whole body.</summary>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    /// <exception cref="PayloadException">The body is JSON, but not an Oz payload.</exception>
    public OzPayload Parse()
    {
        _reader.Read();
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartArray:
                ReadItems(OzField.Other);
                break;
            case JsonTokenType.StartObject:
                ReadRoot(isItem: false);
                break;
            default:
                throw Wrong(null, "The body is neither a JSON object nor an array.");
        }

        // Anything after the root value is invalid JSON, for which the reader throws.
        _reader.Read();
        return _payload.Build(RequireFolderId(), _latest);
    }

    private readonly string RequireFolderId() => _folderId ?? throw Wrong(OzFieldNames.Of(OzField.FolderId), "The payload names no folder.");

    // The object may be a folder, an analysis, or one that contains the other, which is known only at its end.
    private void ReadRoot(bool isItem)
    {
        var root = new OzObject();
        ReadFolderFields(ref root);
        if (!isItem && root.IsAnalysisWithoutId)
        {
            // An error body of Oz has an error code too, and that no folder is named tells more about it.
            RequireFolderId();
        }

        if (isItem && root.AnalysisId is null && !root.HasAnalyses && (root.HasAnalysisData || !root.IsEnvelope))
        {
            throw Wrong(OzField.AnalysisId, AnalysisHasNoId);
        }

        AddFolderOrAnalysis(ref root);
    }

    private void ReadFolder()
    {
        if (_reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        // A text can only be another name of the folder, but a list may hold what must not be lost.
        Require(OzField.Folder, JsonTokenType.StartObject, "an object");
        var folder = new OzObject();
        _path.Enter(OzField.Folder);
        ReadFolderFields(ref folder);
        AddFolderOrAnalysis(ref folder);
        _path.Leave();
    }

    private void AddFolderOrAnalysis(ref OzObject item)
    {
        if (item.IsAnalysisWithoutId)
        {
            throw Wrong(OzField.AnalysisId, AnalysisHasNoId);
        }

        if (item.HasAnalyses || item.AnalysisId is null)
        {
            _payload.AddFolder(ref item);
        }

        // Beside `analyses` the id usually repeats one of them; if it does not, its analysis must not be lost.
        if (item.AnalysisId is { } id && !(item.HasAnalyses && _payload.Contains(id)))
        {
            _payload.AddAnalysis(in item);
        }
    }

    private void ReadFolderFields(ref OzObject folder)
    {
        while (NextField(ref folder, out var field))
        {
            if (field is OzField.MetaData)
            {
                folder.Metadata = ReadMetadata();
            }
            else
            {
                ReadField(ref folder, field);
            }
        }
    }

    private void ReadItems(OzField field)
    {
        _payload.HasAnalyses = true;
        _path.Enter(field);
        for (var index = 0; _reader.Read() && _reader.TokenType is not JsonTokenType.EndArray; index++)
        {
            _path.MoveTo(index);
            if (IsAbsent())
            {
                continue;
            }

            if (_reader.TokenType is not JsonTokenType.StartObject)
            {
                throw Wrong(_path.ToString(), "An analysis must be an object.");
            }

            if (_items++ == OzPayloadReader.MaxAnalyses)
            {
                throw Wrong(_path.ToString(), $"The payload names more than {OzPayloadReader.MaxAnalyses} analyses.");
            }

            if (field is OzField.Analyses)
            {
                ReadAnalysis();
            }
            else
            {
                ReadRoot(isItem: true);
            }
        }

        _path.Leave();
    }

    private void ReadAnalysis()
    {
        var analysis = new OzObject();
        while (NextField(ref analysis, out var field))
        {
            ReadField(ref analysis, field);
        }

        // Rejecting everything is safer than keeping the rest: the analysis without an id may be the one that is declined.
        if (analysis.AnalysisId is null)
        {
            throw Wrong(OzField.AnalysisId, AnalysisHasNoId);
        }

        _payload.AddItem(in analysis);
    }

    // Moves to the next known field with a value; skips all others.
    private bool NextField(ref OzObject owner, out OzField field)
    {
        while (_reader.Read() && _reader.TokenType is JsonTokenType.PropertyName)
        {
            field = OzFieldNames.Match(ref _reader);
            _reader.Read();
            if (field is not OzField.Other && !owner.TryAdd(field))
            {
                throw Duplicate(_path.Of(field));
            }

            if (field is not OzField.Other && !IsAbsent())
            {
                owner.AddValue(field);
                return true;
            }

            _reader.Skip();
        }

        field = OzField.Other;
        return false;
    }

    private readonly bool IsAbsent() => _reader.TokenType is JsonTokenType.Null || (_reader.TokenType is JsonTokenType.String && _reader.ValueSpan.IsEmpty);
}
