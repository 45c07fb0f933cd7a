using System.Text.Json;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Webhooks;

/// <summary>One pass over one body: which objects it is made of. How their values read is in the other part.</summary>
internal ref partial struct OzPayloadParser
{
    private readonly IReadOnlyList<string> _metadataKeys;
    private readonly DateTimeOffset _latestAllowed;
    private readonly List<Analysis> _analyses = [];
    private Utf8JsonReader _reader;
    private OzPath _path;
    private OzObject? _folder;
    private List<OzObject>? _folders;
    private DateTimeOffset? _latest;
    private string? _folderId;
    private string? _groupId;
    private int _items;
    private bool _tellsAnalyses;

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

        // What follows the root value is no JSON, and the reader throws.
        _reader.Read();
        return ToPayload();
    }

    private readonly OzPayload ToPayload()
    {
        if (_folderId is null)
        {
            throw Wrong(OzFieldNames.Of(OzField.FolderId), "The payload names no folder.");
        }

        var analyses = FolderRecords.Normalise(_analyses);
        var folder = _folders is null ? _folder : OzFolderJoin.Of(_folders);
        return new OzPayload(_folderId, folder?.ToFolderRecords(analyses, _latest, _tellsAnalyses) ?? new FolderRecords(analyses), _tellsAnalyses);
    }

    /// <summary>Reads an object that may be a folder, an analysis, or one around the other; which shows only at its end.</summary>
    private void ReadRoot(bool isItem)
    {
        var root = new OzObject();
        ReadFolderFields(ref root);

        if (root.IsAnalysisWithoutId || (isItem && root.AnalysisId is null && !root.HasAnalyses && !root.HasMet(OzField.Folder)))
        {
            throw Wrong(OzField.AnalysisId, AnalysisHasNoId);
        }

        if (root.HasAnalyses || root.AnalysisId is null)
        {
            KeepFolder(ref root);
        }

        // Beside `analyses` the id mostly repeats one of them; where it does not, its analysis must not be lost.
        if (root.AnalysisId is { } id && !(root.HasAnalyses && _analyses.Exists(analysis => analysis.AnalysisId == id)))
        {
            KeepAnalysis(in root);
        }
    }

    private void ReadFolder()
    {
        if (_reader.TokenType is not JsonTokenType.StartObject)
        {
            _reader.Skip();
            return;
        }

        var folder = new OzObject();
        _path.Enter(OzField.Folder);
        ReadFolderFields(ref folder);
        _path.Leave();
        KeepFolder(ref folder);
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
        _tellsAnalyses = true;
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

        // To keep the rest would be worse than to refuse it all: what cannot be kept may be the analysis that declines.
        if (analysis.AnalysisId is null)
        {
            throw Wrong(OzField.AnalysisId, AnalysisHasNoId);
        }

        KeepAnalysis(in analysis);
    }

    private void KeepAnalysis(ref readonly OzObject analysis)
    {
        _tellsAnalyses = true;
        _analyses.Add(analysis.ToAnalysis());
    }

    private void KeepFolder(ref OzObject folder)
    {
        // A folder has no such field in Oz's documents; where it comes it can only be a verdict, and the worse of two counts.
        if (folder.Resolution is not null)
        {
            folder.SystemResolution = StatusRanking.Worse(folder.SystemResolution ?? folder.ResolutionStatus, folder.Resolution);
        }

        if (!folder.TellsFolder)
        {
            return;
        }

        if (_folder is null)
        {
            _folder = folder;
            return;
        }

        (_folders ??= [_folder.Value]).Add(folder);
    }

    /// <summary>Moves to the next field of an object that is read and told; skips all others.</summary>
    private bool NextField(ref OzObject owner, out OzField field)
    {
        while (_reader.Read() && _reader.TokenType is JsonTokenType.PropertyName)
        {
            field = OzFieldNames.Match(ref _reader);
            _reader.Read();
            if (field is not OzField.Other && !owner.TryMeet(field))
            {
                throw Twice(_path.Of(field));
            }

            if (field is not OzField.Other && !IsAbsent())
            {
                return true;
            }

            _reader.Skip();
        }

        field = OzField.Other;
        return false;
    }

    private readonly bool IsAbsent() => _reader.TokenType is JsonTokenType.Null || (_reader.TokenType is JsonTokenType.String && _reader.ValueSpan.IsEmpty);
}
