using System.Text;
using System.Text.Json;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Webhooks;

/// <content>Reads the values of the fields.</content>
internal ref partial struct OzPayloadParser
{
    private const int MaxTypeLength = 64;
    private const int MaxErrorCodeLength = 128;
    private const string AnalysisHasNoId = "The analysis has no id.";

    private void ReadField(ref OzObject owner, OzField field)
    {
        switch (field)
        {
            case OzField.AnalyseId or OzField.AnalysisId:
                owner.AnalysisId = ReadSameId(field, owner.AnalysisId, "The analysis has two different ids.");
                break;
            case OzField.FolderId:
                _folderId = ReadSameId(field, _folderId, "Another folder is named elsewhere in the payload.");
                break;
            case OzField.GroupId:
                _groupId = ReadId(field, _groupId);
                owner.GroupId = _groupId;
                break;
            case OzField.State:
                owner.State = ReadStatus(field);
                break;
            case OzField.ResolutionStatus:
                owner.ResolutionStatus = ReadStatus(field);
                break;
            case OzField.Resolution:
                owner.Resolution = ReadStatus(field);
                break;
            case OzField.SystemResolution:
                owner.SystemResolution = ReadStatus(field);
                break;
            case OzField.OperatorStatus:
                owner.OperatorStatus = ReadStatus(field);
                break;
            case OzField.TimeCreated:
                owner.TimeCreated = ReadTime(field);
                break;
            case OzField.TimeUpdated:
                owner.TimeUpdated = ReadTime(field);
                break;
            case OzField.Type:
                owner.Type = ReadType();
                break;
            case OzField.ErrorCode:
                owner.ErrorCode = ReadScalar() is { } code ? code[..Math.Min(code.Length, MaxErrorCodeLength)] : null;
                break;
            case OzField.Folder:
                ReadFolder();
                break;
            case OzField.Analyses:
                Require(field, JsonTokenType.StartArray, "an array");
                ReadItems(field);
                owner.HasAnalyses = true;
                break;
            case OzField.Confs or OzField.ResultsData:
                ReadConfidences(ref owner, field);
                break;
            case OzField.ResultsMedia:
                ReadMediaConfidences(ref owner);
                break;
            default:
                _reader.Skip();
                break;
        }
    }

    private string ReadSameId(OzField field, string? known, string difference)
    {
        var id = ReadId(field, known);
        return known is null || known == id ? id : throw Wrong(field, difference);
    }

    private readonly string ReadId(OzField field, string? likely)
    {
        Require(field, JsonTokenType.String, "a string");

        // Folder and group ids repeat in every analysis, so most were already read.
        if (likely is not null && !_reader.ValueIsEscaped && Ascii.Equals(_reader.ValueSpan, likely))
        {
            return likely;
        }

        return OzId.TryNormalise(_reader.GetString()!, out var id) ? id : throw Wrong(field, OzId.Rule);
    }

    private readonly StatusWord ReadStatus(OzField field)
    {
        Require(field, JsonTokenType.String, "a string");

        Span<char> text = stackalloc char[StatusWord.MaxLength];
        if (_reader.ValueSpan.Length > text.Length)
        {
            var word = _reader.GetString()!;
            return word.Length <= StatusWord.MaxLength ? StatusWord.Parse(word) : throw Wrong(field, $"A status has at most {StatusWord.MaxLength} characters.");
        }

        return StatusWord.Parse(text[.._reader.CopyString(text)]);
    }

    private DateTimeOffset ReadTime(OzField field)
    {
        if (!OzTime.TryRead(ref _reader, out var time))
        {
            throw Wrong(field, "A time is a number of seconds, milliseconds or microseconds since 1970, or ISO 8601.");
        }

        if (time > _latestAllowed)
        {
            throw Wrong(field, "The time lies more than a day ahead of our clock.");
        }

        _latest = _latest is null || time > _latest ? time : _latest;
        return time;
    }

    private readonly string ReadType()
    {
        Require(OzField.Type, JsonTokenType.String, "a string");
        var type = _reader.GetString()!;
        return type.Length <= MaxTypeLength ? type.ToUpperInvariant() : throw Wrong(OzField.Type, $"A type has at most {MaxTypeLength} characters.");
    }

    private string? ReadScalar()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.String:
                return _reader.GetString();
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return Encoding.ASCII.GetString(_reader.ValueSpan);
            default:
                _reader.Skip();
                return null;
        }
    }

    private readonly void Require(OzField field, JsonTokenType expected, string description)
    {
        if (_reader.TokenType != expected)
        {
            throw Wrong(field, $"The field must be {description}.");
        }
    }

    private readonly PayloadException Wrong(OzField field, string message) => Wrong(_path.Of(field), message);

    private static PayloadException Wrong(string? path, string message) => new(PayloadError.NotOzPayload, path, message);

    // Which of the two is meant is ambiguous, and JSON readers differ.
    private static PayloadException Duplicate(string path) => Wrong(path, "The field appears twice in one object.");
}
