using System.Text.Json;
using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Webhooks;

/// <content>Reads the scores of an analysis.</content>
internal ref partial struct OzPayloadParser
{
    private void ReadMediaConfidences(ref OzObject owner)
    {
        if (_reader.TokenType is not JsonTokenType.StartArray)
        {
            _reader.Skip();
            return;
        }

        _path.Enter(OzField.ResultsMedia);
        for (var index = 0; _reader.Read() && _reader.TokenType is not JsonTokenType.EndArray; index++)
        {
            _path.MoveTo(index);
            if (_reader.TokenType is JsonTokenType.StartObject)
            {
                ReadMedia(ref owner);
            }
            else
            {
                _reader.Skip();
            }
        }

        _path.Leave();
    }

    private void ReadMedia(ref OzObject owner)
    {
        var media = new OzObject();
        while (NextField(ref media, out var field))
        {
            if (field is OzField.ResultsData)
            {
                ReadConfidences(ref owner, field);
            }
            else
            {
                _reader.Skip();
            }
        }
    }

    private void ReadConfidences(ref OzObject owner, OzField field)
    {
        if (_reader.TokenType is not JsonTokenType.StartObject)
        {
            _reader.Skip();
            return;
        }

        var present = 0;
        _path.Enter(field);
        while (_reader.Read() && _reader.TokenType is JsonTokenType.PropertyName)
        {
            var score = ConfidenceNames.Match(ref _reader);
            _reader.Read();
            if (score >= 0)
            {
                if ((present & (1 << score)) != 0)
                {
                    throw Duplicate(_path.Of(ConfidenceNames.Of(score)));
                }

                present |= 1 << score;
                ReadConfidence(ref owner, ConfidenceNames.Of(score));
            }

            _reader.Skip();
        }

        _path.Leave();
    }

    private readonly void ReadConfidence(ref OzObject owner, string name)
    {
        if (_reader.TokenType is JsonTokenType.Number && _reader.TryGetDouble(out var value) && double.IsFinite(value))
        {
            ConfidenceNames.KeepWorst(owner.Confidences ??= new List<Confidence>(capacity: 1), new Confidence(name, value));
        }
    }
}
