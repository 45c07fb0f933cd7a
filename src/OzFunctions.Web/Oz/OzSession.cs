using System.Text.Json;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Web.Oz;

/// <summary>
/// The session at Oz, one for the whole process. One caller logs in or renews it while the others wait. Oz ends an old pair of tokens when the new one is
/// first used, so two concurrent sessions would end each other.
/// </summary>
/// <param name="connection">Sends requests.</param>
/// <param name="guard">Decides when no login may be made.</param>
/// <param name="options">The account.</param>
/// <param name="time">The clock.</param>
public sealed class OzSession(OzConnection connection, OzLoginGuard guard, IOptions<OzOptions> options, TimeProvider time) : IDisposable
{
    // Renew this long before the session ends, so that no request is refused.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ForLastLogin = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _one = new(1);
    private volatile OzSessionToken? _token;

    /// <summary>Waits up to 3 s for a login in progress, so that its claim is ended and does not hold back other processes.</summary>
    public void Dispose()
    {
        _one.Wait(ForLastLogin);
        _one.Dispose();
    }

    /// <summary>Gets the access token. Logs in or renews the session if there is none or it is about to end.</summary>
    /// <param name="refused">A token that Oz refused and that must not be returned again; null for none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The access token.</returns>
    /// <exception cref="OzUnavailableException">Oz cannot be reached or rejects the account, or no login may be made now.</exception>
    /// <exception cref="Core.StoreUnavailableException">The storage cannot be reached, and a login is needed.</exception>
    internal async Task<string> TokenAsync(string? refused, CancellationToken cancellationToken)
    {
        if (Current(refused, Margin) is { } token)
        {
            return token;
        }

        // A caller that gives up must not cancel the login: its outcome would be lost, and the next caller would log in again.
        await _one.WaitAsync(cancellationToken);
        return await NextAndReleaseAsync(refused).WaitAsync(cancellationToken);
    }

    /// <summary>Ends the session because Oz rejects the account, and stops logins.</summary>
    /// <param name="answer">Oz's response.</param>
    /// <returns>The exception to throw.</returns>
    internal Task<OzUnavailableException> AccountRefusedAsync(OzAnswer answer)
    {
        _token = null;
        return guard.RefusedAsync(answer);
    }

    private string? Current(string? refused, TimeSpan margin) =>
        _token is { } token && token.Tokens.AccessToken != refused && !token.EndsWithin(margin, time) ? token.Tokens.AccessToken : null;

    private async Task<string> NextAndReleaseAsync(string? refused)
    {
        try
        {
            return Current(refused, Margin) ?? await NextAsync(refused);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<string> NextAsync(string? refused)
    {
        try
        {
            _token = await RenewAsync(refused) ?? await LogInAsync(mayWait: Current(refused, TimeSpan.Zero) is null);
            return _token.Tokens.AccessToken;
        }
        catch (OzUnavailableException) when (Current(refused, TimeSpan.Zero) is { } token)
        {
            // The session could not be renewed, but has not ended yet.
            return token;
        }
    }

    // A session that Oz refused or that has ended cannot be renewed.
    private async Task<OzSessionToken?> RenewAsync(string? refused)
    {
        if (_token is not { Tokens: { ExpireToken: { } expireToken } tokens } old || tokens.AccessToken == refused || old.EndsWithin(TimeSpan.Zero, time))
        {
            return null;
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(new OzRenewal(expireToken), OzContext.Default.OzRenewal);
        var answer = await connection.SendAsync(HttpMethod.Post, "api/authorize/refresh/", tokens.AccessToken, body, CancellationToken.None);
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
                // Oz would refuse every further renewal, so do not try again with each request.
                _token = old with { Tokens = tokens with { ExpireToken = null } };
                return null;
        }
    }

    private async Task<OzSessionToken> LogInAsync(bool mayWait)
    {
        connection.ThrowIfThrottled();
        await guard.EnterAsync(mayWait);
        var login = new OzLogin(new OzCredentials(options.Value.Email!, options.Value.Password!));
        OzAnswer answer;
        OzSessionToken? granted = null;
        try
        {
            answer = await connection.SendAsync(
                HttpMethod.Post, "api/authorize/auth/", token: null, JsonSerializer.SerializeToUtf8Bytes(login, OzContext.Default.OzLogin), CancellationToken.None);
            if (answer.IsSuccess)
            {
                guard.CountSession();
                granted = Read(answer);
            }
        }
        catch (Exception e)
        {
            var pause = await guard.FailedAsync(isCounted: e is not (OzUnavailableException { IsHeldBack: true } or OzUnavailableException { IsUnsent: true }));
            if (e is OzUnavailableException { RetryAfter: null })
            {
                throw new OzUnavailableException(e.Message, pause, e);
            }

            throw;
        }

        if (granted is not null)
        {
            await guard.GrantedAsync();
            return granted;
        }

        if (answer.Kind is OzErrorKind.Retry or OzErrorKind.Throttled)
        {
            var pause = await guard.FailedAsync(isCounted: answer.MayHideARefusal);
            throw new OzUnavailableException($"Oz answered {answer} to the login.", answer.RetryAfter ?? pause);
        }

        // Whatever the reason, the next login would be refused as well, and each refused login may bring the account closer to being locked.
        throw await guard.RefusedAsync(answer);
    }

    private OzSessionToken Read(OzAnswer answer)
    {
        try
        {
            // The token travels in a header, which takes no other characters.
            return JsonSerializer.Deserialize(answer.Body.Span, OzContext.Default.OzToken) is { AccessToken.Length: > 0 } token && token.AccessToken.All(static letter => letter is > ' ' and <= '~')
                ? OzSessionToken.Of(token, answer, time)
                : throw new OzUnavailableException("Oz's response to a login has no token that can be sent in a header.");
        }
        catch (JsonException)
        {
            // The exception's message would quote the response.
            throw new OzUnavailableException("Oz's response to a login is not JSON with a token.");
        }
    }
}
