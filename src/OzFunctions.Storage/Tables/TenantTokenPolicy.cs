using System.Text.RegularExpressions;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace OzFunctions.Storage.Tables;

/// <summary>Authenticates with a token. If the service answers that the account belongs to another tenant, a token of that tenant is requested.</summary>
/// <param name="credential">Issues the tokens.</param>
internal sealed partial class TenantTokenPolicy(TokenCredential credential) : BearerTokenAuthenticationPolicy(credential, Scope)
{
    private const string Scope = "https://storage.azure.com/.default";

    private string? _tenant;

    /// <inheritdoc/>
    protected override ValueTask AuthorizeRequestAsync(HttpMessage message) =>
        AuthenticateAndAuthorizeRequestAsync(message, new TokenRequestContext([Scope], message.Request.ClientRequestId, claims: null, _tenant));

    /// <inheritdoc/>
    protected override async ValueTask<bool> AuthorizeRequestOnChallengeAsync(HttpMessage message)
    {
        if (TenantIn(message.Response) is not { } tenant || tenant == _tenant)
        {
            return false;
        }

        _tenant = tenant;
        await AuthorizeRequestAsync(message);
        return true;
    }

    private static string? TenantIn(Response response) =>
        response.Headers.TryGetValue(HttpHeader.Names.WwwAuthenticate, out var challenge) && Tenant().Match(challenge) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("authorization_uri=\"?https://[^/]+/([^/\" ]+)")]
    private static partial Regex Tenant();
}
