using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.Keys;

/// <summary>Requires an admin key for actions, in both heads, and identifies the key.</summary>
/// <param name="options">The keys.</param>
/// <param name="environment">In Development no key is required.</param>
/// <param name="refused">Records rejected requests.</param>
public sealed class AdminGuard(IOptions<KeyOptions> options, IHostEnvironment environment, RefusedKeys refused)
{
    /// <summary>The header that carries the key.</summary>
    public const string Header = "x-oz-admin-key";

    /// <summary>The name under which actions in Development are recorded.</summary>
    internal const string Development = "development";

    private readonly (string Name, byte[] Hash)[] _keys = [.. options.Value.Admin.Select(static key => (key.Key, KeyHash.Of(key.Value)))];

    /// <summary>Runs a handler if the request has an admin key.</summary>
    /// <param name="request">The request.</param>
    /// <param name="route">Its route, one of <see cref="Routes"/>.</param>
    /// <param name="handler">The handler; it receives the name of the key.</param>
    /// <returns>The handler's response, or 401.</returns>
    public Task<IResult> RunAsync(HttpRequest request, string route, Func<HttpRequest, string, Task<IResult>> handler)
    {
        var key = request.Headers[Header] is [{ Length: > 0 } given] ? given : null;
        if (NameOf(key) is { } name)
        {
            return handler(request, name);
        }

        refused.Note(request, route, KeyLevel.Admin, isMissing: key is null);
        return Task.FromResult(Problems.AdminUnauthorized());
    }

    private string? NameOf(string? key)
    {
        var name = environment.IsDevelopment() ? Development : null;
        if (key is null)
        {
            return name;
        }

        var hash = KeyHash.Of(key);
        foreach (var ours in _keys)
        {
            // Compare every key, even after a match, so that the time does not depend on which key matched.
            name = CryptographicOperations.FixedTimeEquals(ours.Hash, hash) ? ours.Name : name;
        }

        return name;
    }
}
