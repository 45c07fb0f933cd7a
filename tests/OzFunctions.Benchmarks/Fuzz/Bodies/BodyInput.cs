using System.Text;
using System.Text.Json.Nodes;

namespace OzFunctions.Benchmarks.Fuzz.Bodies;

/// <summary>
/// Makes the body that belongs to a number, always the same: one of the samples or a random folder, changed where a reader of such bodies may
/// stumble, first as JSON and then as bytes.
/// </summary>
/// <param name="samples">Bodies that Oz's documents show.</param>
internal sealed class BodyInput(IReadOnlyList<string> samples)
{
    private static readonly string[] Names =
    [
        "folder_id", "folder", "analyses", "analysis_id", "analyse_id", "group_id", "type", "state", "resolution_status", "resolution", "system_resolution", "operator_status", "time_created", "time_updated",
        "meta_data", "transaction_id", "confs", "results_data", "results_media", "min_confidence", "confidence_spoofing", "error_code", "FOLDER_ID", "folder_id ", "", "\u0000", "__proto__", "analyses[0]", "\\ud800",
    ];

    private static readonly string[] Words =
    [
        "", "SUCCESS", "success", "DECLINED", "FINISHED", "PROCESSING", "OPERATOR_REQUIRED", "INITIAL", "FAILED", "PAUSED", "null", "NaN", "1e999", "0x10", "-0", "2026-02-30T25:61:61Z", "9999-12-31T23:59:59.9999999Z",
        "0001-01-01T00:00:00Z", "1767225600", "1767225600000", "1767225600000000", "1.7e9",
        "2026-01-01T03:00:00.123456789+03", "20260101t000000,5z", "2026-01-01 00:00-0000", "../..", "a|b", "a\u0000b", "\u202Eabc", "\uD83D\uDE00", "\uFFFF", "00000000-0000-4000-8000-00000000F001", "<script>",
    ];

    /// <summary>Changes JSON of Oz.</summary>
    public static JsonChanges Changes { get; } = new(Names, Words);

    /// <summary>Makes a body.</summary>
    /// <param name="number">Its number.</param>
    /// <returns>The body's bytes.</returns>
    public byte[] Make(int number)
    {
        var random = new Random(number);
        var text = random.Once(4) ? RandomFolder(random) : random.Pick(samples);
        if (random.Next(3) > 0)
        {
            text = Changes.Change(text, random);
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        return random.Once(3) ? random.Changed(bytes) : bytes;
    }

    private static string RandomFolder(Random random)
    {
        var analyses = Enumerable.Range(0, random.Next(6)).Select(i => (JsonNode)new JsonObject
        {
            ["analysis_id"] = $"a{random.Next(4)}",
            ["group_id"] = $"g{random.Next(3)}",
            ["type"] = "QUALITY",
            ["state"] = random.Pick(Words),
            ["resolution_status"] = random.Pick(Words),
            ["resolution"] = random.Pick(Words),
            ["time_updated"] = 1_767_225_600 + random.Next(10),
        }).ToList();
        var folder = new JsonObject { ["folder_id"] = $"f{random.Next(100)}", ["resolution_status"] = random.Pick(Words) };
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
}
