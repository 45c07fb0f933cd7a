using System.Text;
using System.Text.Json.Nodes;

namespace OzFunctions.Benchmarks.Fuzz;

/// <summary>
/// Makes the body that belongs to a number, always the same: one of the samples or a random folder, changed where a reader of such bodies may
/// stumble, first as JSON and then as bytes.
/// </summary>
/// <param name="samples">Bodies that Oz's documents show.</param>
internal sealed class FuzzInput(IReadOnlyList<string> samples)
{
    private const int MostChanges = 6;
    private const int MostDepth = 80;

    private static readonly string[] Names =
    [
        "folder_id", "folder", "analyses", "analysis_id", "analyse_id", "group_id", "type", "state", "resolution_status", "resolution", "system_resolution", "operator_status", "time_created", "time_updated",
        "meta_data", "transaction_id", "confs", "results_data", "results_media", "min_confidence", "confidence_spoofing", "error_code", "FOLDER_ID", "folder_id ", "", "\u0000", "__proto__", "analyses[0]",
    ];

    private static readonly string[] Words =
    [
        "", "SUCCESS", "success", "DECLINED", "FINISHED", "PROCESSING", "OPERATOR_REQUIRED", "INITIAL", "FAILED", "PAUSED", "null", "NaN", "1e999", "0x10", "-0", "2026-02-30T25:61:61Z", "9999-12-31T23:59:59.9999999Z",
        "0001-01-01T00:00:00Z", "1767225600", "1767225600000", "1767225600000000", "1.7e9",
        "2026-01-01T03:00:00.123456789+03", "20260101t000000,5z", "2026-01-01 00:00-0000", "../..", "a|b", "a\u0000b", "\u202Eabc", "\uD83D\uDE00", "\uFFFF", "00000000-0000-4000-8000-00000000F001", "<script>",
    ];

    // As they stand in JSON, since not all can be held by a number of ours.
    private static readonly string[] Raw =
    [
        "0", "-1", "1e308", "1e309", "-1e-400", "1767225600.123456789", "9223372036854775807", "9223372036854775808", "99999999999999999999999999", "0.1e1", "true", "false", "null", "[]", "{}", "\"\"", "[[]]", "[null]", "\"\\ud800\"", "\"\\u0000\"",
        "{\"folder_id\":\"f1\"}", "{\"folder_id\":\"f1\",\"system_resolution\":\"DECLINED\",\"analyses\":[{\"analysis_id\":\"a9\",\"resolution\":\"SUCCESS\"},null]}", "\"\\u0032026-01-01T00:00:00\\u002B03:00\"",
    ];

    /// <summary>Makes a body.</summary>
    /// <param name="number">Its number.</param>
    /// <returns>The body's bytes.</returns>
    public byte[] Make(int number)
    {
        var random = new Random(number);
        var text = random.Next(4) == 0 ? RandomFolder(random) : samples[random.Next(samples.Count)];
        if (random.Next(3) > 0)
        {
            text = ChangedAsJson(text, random);
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        return random.Next(3) == 0 ? ChangedAsBytes(bytes, random) : bytes;
    }

    private static string RandomFolder(Random random)
    {
        var analyses = Enumerable.Range(0, random.Next(6)).Select(i => (JsonNode)new JsonObject
        {
            ["analysis_id"] = $"a{random.Next(4)}",
            ["group_id"] = $"g{random.Next(3)}",
            ["type"] = "QUALITY",
            ["state"] = Words[random.Next(Words.Length)],
            ["resolution_status"] = Words[random.Next(Words.Length)],
            ["resolution"] = Words[random.Next(Words.Length)],
            ["time_updated"] = 1_767_225_600 + random.Next(10),
        }).ToList();
        var folder = new JsonObject { ["folder_id"] = $"f{random.Next(100)}", ["resolution_status"] = Words[random.Next(Words.Length)] };
        Embed(analyses, folder, random);
        return random.Next(4) switch
        {
            0 => new JsonObject { ["folder"] = With(folder, analyses) }.ToJsonString(),
            1 => new JsonArray([.. analyses]).ToJsonString(),
            2 when analyses.Count > 0 => analyses[0].ToJsonString(),
            _ => With(folder, analyses).ToJsonString(),
        };
    }

    private static JsonObject With(JsonObject folder, IEnumerable<JsonNode> analyses)
    {
        folder["analyses"] = new JsonArray([.. analyses]);
        return folder;
    }

    // Some analyses name their folder, some hold a copy of it, now and then with analyses of its own.
    private static void Embed(IEnumerable<JsonNode> analyses, JsonObject folder, Random random)
    {
        foreach (var analysis in analyses)
        {
            switch (random.Next(4))
            {
                case 0:
                    analysis["folder_id"] = (string?)folder["folder_id"];
                    break;
                case 1:
                    var copy = folder.DeepClone().AsObject();
                    copy["time_updated"] = 1_767_225_600 + random.Next(10);
                    analysis["folder"] = random.Next(2) == 0 ? With(copy, [analysis.DeepClone()]) : copy;
                    break;
            }
        }
    }

    // Places in the text, and not nodes of a tree: a tree can hold neither a name twice nor a number that is none.
    private static string ChangedAsJson(string text, Random random)
    {
        var changed = new StringBuilder(text);
        for (var i = random.Next(MostChanges) + 1; i > 0 && changed.Length > 2; i--)
        {
            var place = random.Next(changed.Length);
            var colon = IndexOf(changed, ':', place);
            switch (random.Next(7))
            {
                case 0 when colon > 0:
                    changed.Insert(colon + 1, $"{Raw[random.Next(Raw.Length)]},\"{Names[random.Next(Names.Length)]}\":");
                    break;
                case 1 when colon > 0:
                    changed.Insert(colon + 1, $"\"{Escaped(Words[random.Next(Words.Length)])}\",\"{Escaped(Names[random.Next(Names.Length)])}\":");
                    break;
                case 2 when IndexOf(changed, '{', place) is >= 0 and var open:
                    changed.Insert(open + 1, $"\"{Escaped(Names[random.Next(Names.Length)])}\":{Raw[random.Next(Raw.Length)]},");
                    break;
                case 3 when IndexOf(changed, '[', place) is >= 0 and var list:
                    changed.Insert(list + 1, string.Concat(Enumerable.Repeat($"{Raw[random.Next(Raw.Length)]},", random.Next(1, 50))));
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

    private static byte[] ChangedAsBytes(byte[] bytes, Random random)
    {
        var changed = bytes.ToList();
        for (var i = random.Next(MostChanges) + 1; i > 0 && changed.Count > 0; i--)
        {
            var place = random.Next(changed.Count);
            switch (random.Next(5))
            {
                case 0:
                    changed[place] = (byte)random.Next(256);
                    break;
                case 1:
                    changed[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    changed.Insert(place, (byte)random.Next(256));
                    break;
                case 3:
                    changed.RemoveRange(place, changed.Count - place);
                    break;
                default:
                    changed.AddRange(changed.GetRange(place, Math.Min(200, changed.Count - place)));
                    break;
            }
        }

        return [.. changed];
    }

    private static string Escaped(string text) => System.Text.Json.JsonEncodedText.Encode(text).ToString();

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
