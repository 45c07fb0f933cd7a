using System.Text;
using System.Text.Json;

namespace OzFunctions.Benchmarks.Fuzz;

/// <summary>Changes JSON where a reader may stumble: a member twice or under another name, a value of another kind, deep nesting, long texts and lists.</summary>
/// <param name="names">Names of members.</param>
/// <param name="words">Texts.</param>
internal sealed class JsonChanges(IReadOnlyList<string> names, IReadOnlyList<string> words)
{
    private const int Most = 6;
    private const int MostDepth = 80;

    // As they stand in JSON, since not all can be held by a number of ours.
    private static readonly string[] Raw =
    [
        "0", "-1", "1e308", "1e309", "-1e-400", "1767225600.123456789", "9223372036854775807", "9223372036854775808", "99999999999999999999999999", "0.1e1", "true", "false", "null", "[]", "{}", "\"\"", "[[]]", "[null]", "\"\\ud800\"", "\"\\u0000\"",
        "{\"folder_id\":\"f1\"}", "{\"folder_id\":\"f1\",\"system_resolution\":\"DECLINED\",\"analyses\":[{\"analysis_id\":\"a9\",\"resolution\":\"SUCCESS\"},null]}", "\"\\u0032026-01-01T00:00:00\\u002B03:00\"",
    ];

    /// <summary>Changes JSON in one to six places, after which it may be none.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="random">The source of randomness.</param>
    /// <returns>The changed text.</returns>
    public string Change(string text, Random random)
    {
        // Changes the text instead of a parsed tree, which cannot contain duplicate names or invalid numbers.
        var changed = new StringBuilder(text);
        for (var i = random.Next(Most) + 1; i > 0 && changed.Length > 2; i--)
        {
            var place = random.Next(changed.Length);
            var colon = IndexOf(changed, ':', place);
            switch (random.Next(7))
            {
                case 0 when colon > 0:
                    changed.Insert(colon + 1, $"{random.Pick(Raw)},\"{random.Pick(names)}\":");
                    break;
                case 1 when colon > 0:
                    changed.Insert(colon + 1, $"\"{Escaped(random.Pick(words))}\",\"{Escaped(random.Pick(names))}\":");
                    break;
                case 2 when IndexOf(changed, '{', place) is >= 0 and var open:
                    changed.Insert(open + 1, $"\"{Escaped(random.Pick(names))}\":{random.Pick(Raw)},");
                    break;
                case 3 when IndexOf(changed, '[', place) is >= 0 and var list:
                    changed.Insert(list + 1, string.Concat(Enumerable.Repeat($"{random.Pick(Raw)},", random.Next(1, 50))));
                    break;
                case 4:
                    var depth = random.Next(MostDepth);
                    changed.Insert(0, string.Concat(Enumerable.Repeat("{\"folder\":", depth))).Append('}', depth);
                    break;
                case 5 when colon > 0:
                    changed.Insert(colon + 1, $"\"{new string((char)random.Next('a', 'z'), random.Next(3_000))}\",\"x\":");
                    break;
                default:
                    changed.Remove(place, Math.Min(changed.Length - place, random.Next(1, 12)));
                    break;
            }
        }

        return changed.ToString();
    }

    private static string Escaped(string text) => JsonEncodedText.Encode(text).ToString();

    private static int IndexOf(StringBuilder text, char sought, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == sought)
            {
                return i;
            }
        }

        return -1;
    }
}
