using System.Text.Json;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Web.Oz;

/// <summary>
/// One session at Oz for the whole process, made and renewed by one caller while the others wait. Oz ends an old pair of tokens when the new
/// one is first used, so two at once would end each other.
/// </summary>
/// <param name="connection">Sends requests.</param>
/// <param name="guard">Says when no login may be made.</param>
/// <param name="options">The account.</param>
/// <param name="time">The clock.</param>
public sealed class OzSession(OzConnection connection, OzLoginGuard guard, IOptions<OzOptions> options, TimeProvider time) : IDisposable
{
    // Renewed before it ends, so that no request is refused for it.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1);
    private volatile OzToken? _token;

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>The access token; logs in or renews when there is none, or it is about to end.</summary>
    /// <param name="refused">A token that Oz refused; it is not given out again.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The access token.</returns>
    /// <exception cref="OzUnavailableException">Oz cannot be reached, or does not accept the account, or no login may be made now.</exception>
    /// <exception cref="Core.StoreUnavailableException">The storage cannot be reached, and a login is needed.</exception>
    internal async Task<string> TokenAsync(string? refused, CancellationToken cancellationToken)
    {
        if (Current(refused, Margin) is { } token)
        {
            return token;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            return Current(refused, Margin) ?? await NextAsync(refused, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Ends the session when Oz does not accept the account any more, and stops the logins.</summary>
    /// <param name="answer">Oz's answer.</param>
    /// <returns>What the caller throws.</returns>
    internal Task<OzUnavailableException> AccountRefusedAsync(OzAnswer answer)
    {
        _token = null;
        return guard.RefusedAsync(answer);
    }

    private string? Current(string? refused, TimeSpan margin) =>
        _token is { } token && token.AccessToken != refused && !EndsBefore(token, time.GetUtcNow() + margin) ? token.AccessToken : null;

    private static bool EndsBefore(OzToken token, DateTimeOffset moment) =>
        token.ExpireDate is { } seconds && DateTimeOffset.UnixEpoch.AddSeconds(seconds) < moment;

    private async Task<string> NextAsync(string? refused, CancellationToken cancellationToken)
    {
        try
        {
            _token = await RenewAsync(refused, cancellationToken) ?? await LogInAsync(cancellationToken);
            return _token.AccessToken;
        }
        catch (OzUnavailableException) when (Current(refused, TimeSpan.Zero) is not null)
        {
            // The old session cannot be renewed, but it lasts for another moment.
            return Current(refused, TimeSpan.Zero)!;
        }
    }

    // A session that Oz refused, or that is over, cannot be renewed.
    private async Task<OzToken?> RenewAsync(string? refused, CancellationToken cancellationToken)
    {
        if (_token is not { ExpireToken: { } expireToken } old || old.AccessToken == refused || EndsBefore(old, time.GetUtcNow()))
        {
            return null;
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(new OzRenewal(expireToken), OzContext.Default.OzRenewal);
        var answer = await connection.SendAsync(HttpMethod.Post, "api/authorize/refresh/", old.AccessToken, body, cancellationToken);
        if (answer.IsSuccess)
        {
            return Read(answer);
        }

        switch (answer.Kind)
        {
            case OzErrorKind.AccountRefused:
                throw await AccountRefusedAsync(answer);
            case OzErrorKind.Retry or OzErrorKind.Throttled:
                throw new OzUnavailableException($"Oz answered {answer} to the renewal of the session.", answer.RetryAfter);
            default:
                // Asked again for each request, Oz would refuse it each time.
                _token = old with { ExpireToken = null };
                return null;
        }
    }

    private async Task<OzToken> LogInAsync(CancellationToken cancellationToken)
    {
        await guard.EnterAsync(cancellationToken);
        OzAnswer answer;
        try
        {
            var login = new OzLogin(new OzCredentials(options.Value.Email!, options.Value.Password!));
            answer = await connection.SendAsync(
                HttpMethod.Post, "api/authorize/auth/", token: null, JsonSerializer.SerializeToUtf8Bytes(login, OzContext.Default.OzLogin), cancellationToken);
        }
        catch
        {
            await guard.UnansweredAsync();
            throw;
        }

        if (answer.IsSuccess)
        {
            await guard.GrantedAsync();
            return Read(answer);
        }

        if (answer.Kind is OzErrorKind.Retry or OzErrorKind.Throttled)
        {
            await guard.UnansweredAsync();
            throw new OzUnavailableException($"Oz answered {answer} to the login.", answer.RetryAfter);
        }

        // Whatever the reason is, a login that is not accepted today will not be in half a minute, and each one brings the account nearer to being locked.
        throw await guard.RefusedAsync(answer);
    }

    private static OzToken Read(OzAnswer answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body.Span, OzContext.Default.OzToken) is { AccessToken.Length: > 0 } token
                ? token
                : throw new OzUnavailableException("Oz answered a login without a token.");
        }
        catch (JsonException)
        {
            // Its message would quote the answer.
            throw new OzUnavailableException("Oz answered a login with something else than a token.");
        }
    }
}
