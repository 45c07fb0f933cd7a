using System.Text;
using System.Text.RegularExpressions;
using OzFunctions.Benchmarks.Fuzz.Bodies;

namespace OzFunctions.Benchmarks.Fuzz.Oz;

/// <summary>A question to Oz, and what Oz replies.</summary>
/// <param name="FolderId">The folder that is asked for; null for a list.</param>
/// <param name="Login">The reply to a login.</param>
/// <param name="Answer">The reply to the question, however often it is asked.</param>
internal sealed partial record OzInput(string? FolderId, OzReply Login, OzReply Answer)
{
    private static readonly IReadOnlyList<string> Tokens = [.. FuzzSamples.Of("auth_response.json"), """{"access_token":"t"}""", """{"access_token":"t","expire_token":"e","expire_date":1780318800.5}"""];
    private static readonly IReadOnlyList<string> Errors =
    [
        .. FuzzSamples.Of("error_*.json"), .. ((int[])[0, 4, 5, 6, 8, 10, 11, 12, 15, 17, 101, 211, 999]).Select(static code => $"{{\"error_code\":{code},\"error_message\":\"no\"}}"), "<html>502 Bad Gateway</html>", "",
    ];

    private static readonly IReadOnlyList<string> Lists = [.. FuzzSamples.Of("*folders_list*.json"), """{"items":[]}""", "[]"];
    private static readonly IReadOnlyList<string> Folders = [.. FuzzSamples.Of("folder_*.json"), """{"folder_id":"f1","analyses":[{"analysis_id":"a1","state":"FINISHED","resolution_status":"SUCCESS","time_updated":1780318800}]}"""];
    private static readonly JsonChanges Changes = new(["access_token", "expire_token", "expire_date", "error_code", "error_message", "items", "total", "\\ud800"], ["", "t", "t\r\nX-Injected: 1", "\u0000", "\uD83D\uDE00", "10", "1780318800", "null"]);
    private static readonly int[] Statuses = [201, 204, 206, 299, 301, 304, 400, 400, 401, 403, 404, 404, 405, 408, 409, 413, 429, 500, 500, 501, 502, 503, 504, 520, 999];

    private static readonly (string Name, string[] Values)[] Headers =
    [
        ("Retry-After", ["0", "1", "120", "86401", "2147483648", "99999999999999999999", "-1", "1.5", "Mon, 01 Jun 2026 12:01:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "soon", "\u0661"]),
        ("Date", ["Mon, 01 Jun 2026 12:00:00 GMT", "Mon, 01 Jun 2026 13:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "yesterday", ""]),
        ("Content-Type", ["text/html", "application/json; charset=utf-7", "application/json; charset=\"none", ";", ""]),
        ("Content-Encoding", ["gzip", "identity", "br, gzip"]),
        ("Set-Cookie", ["X-Forensic-Access-Token=t"]),
        ("Location", ["https://elsewhere.example/", "//", ".."]),
    ];

    /// <summary>Makes the question and replies of a number.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The question and replies.</returns>
    public static OzInput Of(int number)
    {
        var random = new Random(number);
        var isList = random.Once(3);
        var text = random.Pick(isList ? Lists : Folders);
        var asked = isList ? null : FolderIdOf().Match(text) is { Success: true } match ? match.Groups[1].Value : "f1";
        return new OzInput(asked, random.Once(8) ? Reply(random.Pick(Tokens), random) : Plain(random.Pick(Tokens)), random.Once(4) ? Plain(text) : Reply(text, random));
    }

    private static OzReply Plain(string text) => new(200, Encoding.UTF8.GetBytes(text), [], BreaksOff: false);

    private static OzReply Reply(string text, Random random)
    {
        var status = random.Next(5) < 3 ? 200 : random.Pick(Statuses);
        var body = status is 200 == random.Next(10) > 0 ? text : random.Pick(Errors);
        body = random.Next(4) switch { 0 => Changes.Change(body, random), 1 => BodyInput.Changes.Change(body, random), _ => body };
        var bytes = Encoding.UTF8.GetBytes(body);
        return new OzReply(status, random.Once(6) ? random.Changed(bytes) : bytes, [.. Enumerable.Range(0, random.Next(3)).Select(_ => Header(random))], random.Once(12));
    }

    private static (string Name, string Value) Header(Random random)
    {
        var (name, values) = random.Pick(Headers);
        return (name, random.Once(6) ? random.Changed(random.Pick(values)).Replace('\r', ' ').Replace('\n', ' ') : random.Pick(values));
    }

    [GeneratedRegex("\"folder_id\"\\s*:\\s*\"([A-Za-z0-9_-]+)\"")]
    private static partial Regex FolderIdOf();
}
