using System.Globalization;
using System.Text.RegularExpressions;

namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>
/// Parses the part of OData filters that the SDK and OzFunctions write: comparisons of a property with a value, combined with <c>and</c>,
/// <c>or</c>, <c>not</c> and parentheses.
/// </summary>
internal sealed partial class FilterParser
{
    private readonly string _text;
    private int _at;

    private FilterParser(string text) => _text = text;

    /// <summary>Parses a filter.</summary>
    /// <param name="text">The filter; null or empty for all rows.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="TableException">The text is not a filter, or uses a part of OData that is not supported.</exception>
    public static RowFilter Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new RowFilter.Everything();
        }

        var reader = new FilterParser(text);
        var filter = reader.ReadOr();
        return reader._text.AsSpan(reader._at).IsWhiteSpace() ? filter : throw reader.Unread();
    }

    private RowFilter ReadOr()
    {
        var left = ReadAnd();
        while (Takes(OrWord()))
        {
            left = new RowFilter.Or(left, ReadAnd());
        }

        return left;
    }

    private RowFilter ReadAnd()
    {
        var left = ReadNot();
        while (Takes(AndWord()))
        {
            left = new RowFilter.And(left, ReadNot());
        }

        return left;
    }

    private RowFilter ReadNot()
    {
        if (Takes(NotWord()))
        {
            return new RowFilter.Not(ReadNot());
        }

        if (!Takes(Opening()))
        {
            return ReadComparison();
        }

        var inner = ReadOr();
        return Takes(Closing()) ? inner : throw Unread();
    }

    private RowFilter.Comparison ReadComparison() => Take(Comparing()) is { Success: true } match
        ? new RowFilter.Comparison(match.Groups["name"].Value, match.Groups["operator"].Value, ValueOf(match))
        : throw Unread();

    private static object ValueOf(Match match)
    {
        var text = match.Groups["text"].Value.Replace("''", "'", StringComparison.Ordinal);
        if (match.Groups["type"] is { Success: true } type)
        {
            return type.Value switch
            {
                "" => text,
                "datetime" => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                "guid" => Guid.Parse(text),
                _ => Convert.FromHexString(text),
            };
        }

        var word = match.Groups["word"].Value;
        return word is "true" or "false" ? word == "true"
            : word[^1] == 'L' ? long.Parse(word[..^1], CultureInfo.InvariantCulture)
            : int.TryParse(word, CultureInfo.InvariantCulture, out var number) ? number
            : double.Parse(word, CultureInfo.InvariantCulture);
    }

    private bool Takes(Regex what) => Take(what).Success;

    private Match Take(Regex what)
    {
        var match = what.Match(_text, _at);
        _at += match.Length;
        return match;
    }

    private TableException Unread() => TableException.NotSpoken($"The filter cannot be read here from '{_text[_at..]}' on: {_text}");

    [GeneratedRegex(@"\G\s+or\s+")]
    private static partial Regex OrWord();

    [GeneratedRegex(@"\G\s+and\s+")]
    private static partial Regex AndWord();

    [GeneratedRegex(@"\G\s*not\b")]
    private static partial Regex NotWord();

    [GeneratedRegex(@"\G\s*\(")]
    private static partial Regex Opening();

    [GeneratedRegex(@"\G\s*\)")]
    private static partial Regex Closing();

    [GeneratedRegex(@"\G\s*(?<name>[A-Za-z_]\w*)\s+(?<operator>eq|ne|gt|ge|lt|le)\s+(?:(?<type>|datetime|guid|X|binary)'(?<text>(?:[^']|'')*)'|(?<word>true|false|-?\d+L|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?))(?![\w.])")]
    private static partial Regex Comparing();
}
