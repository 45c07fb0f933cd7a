using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OzFunctions.Tests.Builders;
using OzFunctions.Web;
using OzFunctions.Web.Keys;

namespace OzFunctions.Benchmarks.Fuzz.Keys;

/// <summary>Keys in headers and query strings. A route accepts only the complete key of its level; an admin route requires the read key and the admin key.</summary>
internal sealed class KeySubject : IFuzzSubject<KeyInput>
{
    private static readonly IHostEnvironment Production = new ProductionEnvironment();

    private readonly KeyGuard _guard;
    private readonly AdminGuard _admins;

    /// <summary>Creates the subject.</summary>
    public KeySubject()
    {
        var options = Options.Create(new KeyOptions { Webhook = [KeyInput.Webhook], Read = [KeyInput.Read], Admin = new Dictionary<string, string> { ["bob"] = KeyInput.Admin } });
        var refused = new RefusedKeys(FuzzMetrics.Instance, new PausedClock(), NullLogger<RefusedKeys>.Instance);
        (_guard, _admins) = (new KeyGuard(options, refused), new AdminGuard(options, Production, refused));
    }

    /// <inheritdoc/>
    public string Name => "keys";

    /// <inheritdoc/>
    public KeyInput Make(int number) => KeyInput.Of(number);

    /// <inheritdoc/>
    public long MostBytes(KeyInput input) => (64 * 1024) + (100L * (input.Query.Length + input.Keys.Concat(input.AdminKeys).Sum(static key => key.Length)));

    /// <inheritdoc/>
    public FuzzVerdict Judge(KeyInput input)
    {
        var request = new DefaultHttpContext { Request = { QueryString = new QueryString($"?{input.Query}") } }.Request;
        request.Headers["x-functions-key"] = new StringValues(input.Keys);
        request.Headers[AdminGuard.Header] = new StringValues(input.AdminKeys);

        var isOpen = _guard.Opens(request, Routes.Runs, input.Level) && (input.Level is not KeyLevel.Admin || IsAdmin(request));
        return isOpen == MayPass(input) ? new FuzzVerdict(isOpen) : FuzzVerdict.Wrong($"{(isOpen ? "opens" : "does not open")} a route of level {input.Level}: {input.Query} {string.Join(' ', input.Keys)} {string.Join(' ', input.AdminKeys)}");
    }

    private bool IsAdmin(HttpRequest request) => _admins.RunAsync(request, Routes.Runs, static (_, name) => Task.FromResult(Results.Ok(name))).GetAwaiter().GetResult() is Ok<string> { Value: "bob" };

    private static bool MayPass(KeyInput input)
    {
        string[] codes = [.. input.Query.Split('&').Select(static pair => pair.Split('=', 2)).Where(static pair => Decoded(pair[0]).Equals("code", StringComparison.OrdinalIgnoreCase)).Select(static pair => pair.Length > 1 ? Decoded(pair[1]) : "")];
        var given = input.Keys is [{ Length: > 0 } header] ? header : codes is [var code] ? code : null;
        return given == (input.Level is KeyLevel.Webhook ? KeyInput.Webhook : KeyInput.Read) && (input.Level is not KeyLevel.Admin || input.AdminKeys is [KeyInput.Admin]);
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
