using System.Runtime.CompilerServices;
using System.Text.Json;
using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Webhooks;

/// <summary>One pass over one body: which objects it is made of. How their values read is in the other part.</summary>
internal ref partial struct OzPayloadParser
{
    private readonly IReadOnlyList<string> _metadataKeys;
    private readonly DateTimeOffset _latestAllowed;
    private readonly List<Analysis> _analyses = [];
    private Utf8JsonReader _reader;
    private OzPath _path;
    private DateTimeOffset? _latest;
    private string? _folderId;
    private string? _groupId;

    public OzPayloadParser(ReadOnlySpan<byte> body, IReadOnlyList<string> metadataKeys, DateTimeOffset latestAllowed)
    {
        _reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = OzPayloadReader.MaxDepth });
        _metadataKeys = metadataKeys;
        _latestAllowed = latestAllowed;
    }

    /// <summary>Reads the whole body.</summary>
    /// <returns>What it tells.</returns>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="PayloadException">It is JSON, but no Oz payload.</exception>
    public OzPayload Parse()
    {
        _reader.Read();
        var root = new OzObject();
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartArray:
                _path.RootIsArray = true;
                ReadAnalyses();
                root.HasAnalyses = true;
                break;
            case JsonTokenType.StartObject:
                ReadRoot(ref root);
                break;
            default:
                throw Wrong(null, "The body is neither a JSON object nor an array.");
        }

        // What follows the root value is no JSON, and the reader throws.
        _reader.Read();
        return ToPayload(in root);
    }

    private readonly OzPayload ToPayload(ref readonly OzObject root)
    {
        var isAnalysis = root is { AnalysisId: not null, HasAnalyses: false, Folder: null };
        if (isAnalysis)
        {
            _analyses.Add(root.ToAnalysis());
        }

        if (_folderId is null)
        {
            throw Wrong(OzFieldNames.Of(OzField.FolderId), "The payload names no folder.");
        }

        var analyses = FolderRecords.Normalise(_analyses);
        var records = isAnalysis || _path.RootIsArray
            ? new FolderRecords(analyses)
            : (root.Folder?.Value ?? root).ToFolderRecords(analyses, _latest);

        return new OzPayload(_folderId, records, isAnalysis || root.HasAnalyses || root.Folder is { Value.HasAnalyses: true });
    }

    private void ReadRoot(ref OzObject root)
    {
        while (NextField(ref root, out var field))
        {
            switch (field)
            {
                case OzField.Folder when _reader.TokenType is JsonTokenType.StartObject:
                    root.Folder = new StrongBox<OzObject>();
                    _path.InFolder = true;
                    ReadFolder(ref root.Folder.Value);
                    _path.InFolder = false;
                    break;
                default:
                    ReadFolderField(ref root, field);
                    break;
            }
        }
    }

    private void ReadFolder(ref OzObject folder)
    {
        while (NextField(ref folder, out var field))
        {
            ReadFolderField(ref folder, field);
        }
    }

    private void ReadFolderField(ref OzObject folder, OzField field)
    {
        switch (field)
        {
            case OzField.Analyses:
                ReadAnalyses();
                folder.HasAnalyses = true;
                break;
            case OzField.MetaData:
                folder.Metadata = ReadMetadata();
                break;
            default:
                ReadField(ref folder, field);
                break;
        }
    }

    private void ReadAnalyses()
    {
        Require(OzField.Analyses, JsonTokenType.StartArray, "an array");

        for (var index = 0; _reader.Read() && _reader.TokenType is not JsonTokenType.EndArray; index++)
        {
            _path.Analysis = index;
            if (_analyses.Count == OzPayloadReader.MaxAnalyses)
            {
                throw Wrong(OzFieldNames.Of(OzField.Analyses), $"The payload names more than {OzPayloadReader.MaxAnalyses} analyses.");
            }

            if (_reader.TokenType is not JsonTokenType.StartObject)
            {
                throw Wrong(_path.ToString(), "An analysis must be an object.");
            }

            ReadAnalysis();
        }

        _path.Analysis = null;
    }

    private void ReadAnalysis()
    {
        var analysis = new OzObject();
        while (NextField(ref analysis, out var field))
        {
            ReadField(ref analysis, field);
        }

        if (analysis.AnalysisId is null)
        {
            throw Wrong(OzField.AnalysisId, "The analysis has no id.");
        }

        _analyses.Add(analysis.ToAnalysis());
    }

    /// <summary>Moves to the next field of an object that is read; skips all others.</summary>
    private bool NextField(ref OzObject owner, out OzField field)
    {
        while (_reader.Read() && _reader.TokenType is JsonTokenType.PropertyName)
        {
            field = OzFieldNames.Match(ref _reader);
            _reader.Read();
            if (field is not OzField.Other && !owner.TryMeet(field))
            {
                // Which of the two is meant is anybody's guess, and readers of JSON differ in theirs.
                throw Wrong(field, "The field appears twice in one object.");
            }

            if (field is not OzField.Other && _reader.TokenType is not JsonTokenType.Null)
            {
                return true;
            }

            _reader.Skip();
        }

        field = OzField.Other;
        return false;
    }

    private readonly PayloadException Wrong(OzField field, string message) => Wrong(_path.Of(field), message);

    private static PayloadException Wrong(string? path, string message) => new(PayloadError.NotOzPayload, path, message);
}
