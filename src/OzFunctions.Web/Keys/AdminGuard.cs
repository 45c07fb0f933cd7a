using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.Keys;

/// <summary>Lets only who brings an admin key act, in both heads, and tells whose key it was.</summary>
/// <param name="options">The keys.</param>
/// <param name="environment">In Development none is asked for.</param>
/// <param name="refused">Told of requests that are refused.</param>
public sealed class AdminGuard(IOptions<KeyOptions> options, IHostEnvironment environment, RefusedKeys refused)
{
    /// <summary>The header in which the key travels.</summary>
    public const string Header = "x-oz-admin-key";

    private const string Development = "development";

    private readonly (string Name, byte[] Hash)[] _keys = [.. options.Value.Admin.Select(static key => (key.Key, KeyHash.Of(key.Value)))];

    /// <summary>Runs a handler for whoever brings an admin key.</summary>
    /// <param name="request">The request.</param>
    /// <param name="route">Its route, one of <see cref="Routes"/>.</param>
    /// <param name="handler">The handler; told the name of the key.</param>
    /// <returns>Its answer, or 401.</returns>
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
            // Every key is compared, whichever matched.
            name = CryptographicOperations.FixedTimeEquals(ours.Hash, hash) ? ours.Name : name;
        }

        return name;
    }
}
