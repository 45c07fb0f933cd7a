using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OzFunctions.Benchmarks.Fuzz.Bodies;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;
using OzFunctions.Web.Oz;

namespace OzFunctions.Benchmarks.Fuzz.Oz;

/// <summary>
/// Replies of Oz to logins, and to questions for a folder and for a list, with their headers. Only a success that can be read is applied; only Oz's own word
/// makes a folder unknown, a page the last one, or stops logins.
/// </summary>
internal sealed partial class OzSubject : IFuzzSubject<OzInput>, IDisposable
{
    private const int LongestMessage = 400;

    // A login and a question, asked three times each, and again after the token was refused; the renewal of a session.
    private const int MostRequests = 15;

    private readonly ThreadLocal<OzClient> _client = new(static () => new OzClient());

    /// <inheritdoc/>
    public string Name => "oz";

    /// <inheritdoc/>
    public OzInput Make(int number) => OzInput.Of(number);

    // Of an error, up to 64 KiB are read each of the times that it is asked.
    /// <inheritdoc/>
    public long MostBytes(OzInput input) => (2 * 1024 * 1024) + (100L * (input.Answer.Body.Length + input.Login.Body.Length));

    /// <inheritdoc/>
    public FuzzVerdict Judge(OzInput input)
    {
        var client = _client.Value!;
        var (verdict, oz) = (Ask(client, input), client.Oz);
        return verdict.Failure is not null ? verdict
            : oz.Astray.Count > 0 ? FuzzVerdict.Wrong($"makes us send {oz.Astray[0]}")
            : oz.Requests > MostRequests ? FuzzVerdict.Wrong($"makes us send {oz.Requests} requests")
            : oz.Conditions.LoginStop is not null && input.Login.IsSuccess && !HasCode(input.Answer, "15|211") ? FuzzVerdict.Wrong("stops logins though Oz did not refuse the account")
            : verdict;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static FuzzVerdict Ask(OzClient client, OzInput input)
    {
        try
        {
            var (folder, page) = client.Ask(input);
            return page is null ? JudgeFolder(input, folder) : JudgePage(input, page);
        }
        catch (OzUnavailableException e)
        {
            return e.RetryAfter is { } wait && (wait < TimeSpan.Zero || wait > OzBackoff.Longest) ? FuzzVerdict.Wrong($"makes us wait for {wait}") : RefusedWith(e.Message);
        }
        catch (Exception e) when (e is OzRefusedException or PayloadException)
        {
            return RefusedWith(e.Message);
        }
    }

    private static FuzzVerdict RefusedWith(string message) => message.Contains(OzClient.Password, StringComparison.Ordinal) ? FuzzVerdict.Wrong($"shows the password: {message}") : FuzzVerdict.RefusedWith(message, LongestMessage);

    // OzGateway rejects a folder other than the requested one.
    private static FuzzVerdict JudgeFolder(OzInput input, OzPayload? payload) =>
        payload is null ? !input.Answer.IsSuccess && HasCode(input.Answer, "10|4|5") ? FuzzVerdict.Refused : FuzzVerdict.Wrong("makes a folder unknown though Oz did not say so")
        : !input.Answer.IsSuccess ? FuzzVerdict.Wrong("is an error, and yet was applied")
        : payload.FolderId != input.FolderId ? FuzzVerdict.Refused
        : BodySubject.Judge(payload);

    private static FuzzVerdict JudgePage(OzInput input, OzPage page)
    {
        using var document = JsonDocument.Parse(input.Answer.Body, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        var lists = document.RootElement is { ValueKind: JsonValueKind.Object } envelope ? [.. envelope.EnumerateObject().Where(static member => member.NameEquals("items")).Select(static member => member.Value)] : (JsonElement[])[document.RootElement];
        if (!input.Answer.IsSuccess || page.IsLast != (page.Items.Count == 0) || lists is not [var list] || page.Items.Count != Math.Min(list.GetArrayLength(), OzClient.Limit))
        {
            return FuzzVerdict.Wrong($"is taken for a page of {page.Items.Count} folders");
        }

        foreach (var item in page.Items)
        {
            var verdict = item.Payload is { } payload ? BodySubject.Judge(payload) : FuzzVerdict.RefusedWith(item.Error!, LongestMessage);
            if (verdict.Failure is not null)
            {
                return verdict;
            }
        }

        return FuzzVerdict.Read;
    }

    private static bool HasCode(OzReply reply, string codes) => CodeOf().Match(Encoding.UTF8.GetString(reply.Body)) is { Success: true } match && codes.Split('|').Contains(match.Groups[1].Value);

    // The first one, as Oz writes it.
    [GeneratedRegex("\"error_code\"\\s*:\\s*\"?(\\d+)")]
    private static partial Regex CodeOf();
}
