using System.Text.Json;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Web.Oz;

/// <summary>
/// One session at Oz for the whole process, made and renewed by one caller while the others wait. Oz ends an old pair of tokens when the new
/// one is first used, so two at once would end each other.
/// </summary>
/// <param name="connection">Sends requests.</param>
/// <param name="options">The account.</param>
/// <param name="time">The clock.</param>
public sealed class OzSession(OzConnection connection, IOptions<OzOptions> options, TimeProvider time) : IDisposable
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
    /// <exception cref="OzUnavailableException">Oz cannot be reached, or refuses the account.</exception>
    internal async Task<string> TokenAsync(string? refused, CancellationToken cancellationToken)
    {
        if (Current(refused) is { } token)
        {
            return token;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            if (Current(refused) is { } renewed)
            {
                return renewed;
            }

            var old = _token;
            _token = null;
            _token = await RenewAsync(old, refused, cancellationToken) ?? await LogInAsync(cancellationToken);
            return _token.AccessToken;
        }
        finally
        {
            _one.Release();
        }
    }

    private string? Current(string? refused) =>
        _token is { } token && token.AccessToken != refused && !EndsBefore(token, time.GetUtcNow() + Margin) ? token.AccessToken : null;

    private static bool EndsBefore(OzToken token, DateTimeOffset moment) =>
        token.ExpireDate is { } seconds && DateTimeOffset.UnixEpoch.AddSeconds(seconds) < moment;

    // A session that Oz refused, or that is over, cannot be renewed.
    private async Task<OzToken?> RenewAsync(OzToken? old, string? refused, CancellationToken cancellationToken)
    {
        if (old?.ExpireToken is not { } expireToken || old.AccessToken == refused || EndsBefore(old, time.GetUtcNow()))
        {
            return null;
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(new OzRenewal(expireToken), OzContext.Default.OzRenewal);
        var answer = await connection.SendAsync(HttpMethod.Post, "api/authorize/refresh/", old.AccessToken, body, cancellationToken);
        return answer.IsSuccess ? Read(answer) : null;
    }

    private async Task<OzToken> LogInAsync(CancellationToken cancellationToken)
    {
        var login = new OzLogin(new OzCredentials(options.Value.Email!, options.Value.Password!));
        var answer = await connection.SendAsync(
            HttpMethod.Post, "api/authorize/auth/", token: null, JsonSerializer.SerializeToUtf8Bytes(login, OzContext.Default.OzLogin), cancellationToken);
        return answer.IsSuccess
            ? Read(answer)
            : throw new OzUnavailableException($"Oz refused the login with {(int)answer.Status}: check Oz:Email and Oz:Password.", answer.RetryAfter);
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
