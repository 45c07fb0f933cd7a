using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace OzFunctions.OzSimulator;

/// <summary>The sessions of the single account of the simulated Oz (Oz API documentation, Authentication).</summary>
/// <param name="oz">The API, which defines how long sessions last and which requests are rejected.</param>
internal sealed class SimulatedSessions(SimulatedOz oz)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new();
    private int _issued;
    private int _logins;
    private int _renewals;

    /// <summary>The number of requested logins, including rejected ones.</summary>
    public int Logins => _logins;

    /// <summary>The number of requested session renewals, including rejected ones.</summary>
    public int Renewals => _renewals;

    /// <summary>Ends all sessions.</summary>
    public void EndAll() => _tokens.Clear();

    /// <summary><c>POST /api/authorize/auth/</c>.</summary>
    public async Task LogInAsync(HttpContext context)
    {
        Interlocked.Increment(ref _logins);
        if (oz.LoginRefusal is { } refusal)
        {
            await refusal.AnswerAsync(context);
            return;
        }

        var credentials = (await JsonNode.ParseAsync(context.Request.Body))!["credentials"]!;
        if ((string?)credentials["email"] != SimulatedOz.Email || (string?)credentials["password"] != SimulatedOz.Password)
        {
            await new OzRefusal(StatusCodes.Status401Unauthorized, 15).AnswerAsync(context);
            return;
        }

        await IssueAsync(context);
    }

    /// <summary><c>POST /api/authorize/refresh/</c>.</summary>
    public async Task RenewAsync(HttpContext context)
    {
        Interlocked.Increment(ref _renewals);
        if (oz.RenewalRefusal is { } refusal)
        {
            await refusal.AnswerAsync(context);
            return;
        }

        var old = ((string)(await JsonNode.ParseAsync(context.Request.Body))!["expire_token"]!).Replace("expire-", "access-", StringComparison.Ordinal);
        if (!_tokens.TryRemove(old, out _) || context.Request.Headers["X-Forensic-Access-Token"] != old)
        {
            await new OzRefusal(StatusCodes.Status401Unauthorized, 8).AnswerAsync(context);
            return;
        }

        await IssueAsync(context);
    }

    /// <summary>Accepts a request with a valid session and rejects any other.</summary>
    public async Task<bool> IsLoggedInAsync(HttpContext context)
    {
        if (_tokens.TryGetValue($"{context.Request.Headers["X-Forensic-Access-Token"]}", out var ends) && ends >= oz.Clock.GetUtcNow())
        {
            return true;
        }

        await new OzRefusal(StatusCodes.Status401Unauthorized, 8).AnswerAsync(context);
        return false;
    }

    private async Task IssueAsync(HttpContext context)
    {
        var number = Interlocked.Increment(ref _issued).ToString(CultureInfo.InvariantCulture);
        var ends = oz.Clock.GetUtcNow() + oz.TokensLast;
        _tokens[$"access-{number}"] = ends;
        await context.Response.WriteAsync(new JsonObject
        {
            ["access_token"] = $"access-{number}",
            ["expire_token"] = $"expire-{number}",
            ["expire_date"] = (ends + oz.DateOffset).ToUnixTimeSeconds(),
        }.ToJsonString());
    }
}
