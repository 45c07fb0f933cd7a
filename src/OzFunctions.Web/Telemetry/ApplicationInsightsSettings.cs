using Azure.Core;
using Azure.Identity;

namespace OzFunctions.Web.Telemetry;

/// <summary>The settings of Application Insights, under the names that Azure gave them.</summary>
internal static class ApplicationInsightsSettings
{
    private const string Key = "InstrumentationKey";
    private const string Endpoint = "Endpoint";
    private const string ClientId = "ClientId";
    private const string Authorization = "Authorization";
    private const string Entra = "AAD";

    /// <summary>Finds out why a text is no connection string. The SDK would throw while the host starts.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The end of a sentence, which shows nothing of the text; null for a connection string.</returns>
    public static string? ProblemOfConnection(string text) =>
        PartsOf(text) is not { } parts ? "is not a connection string, as InstrumentationKey=...;IngestionEndpoint=https://... is."
        : !Guid.TryParse(parts.GetValueOrDefault(Key), out _) ? $"names no {Key}, which is a GUID."
        : parts.FirstOrDefault(static part => part.Key.EndsWith(Endpoint, StringComparison.OrdinalIgnoreCase) && !IsAddress(part.Value)).Key is { } wrong ? $"names as {wrong} what is not an absolute http(s) address."
        : null;

    /// <summary>Finds out why a text does not say how to authenticate.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The end of a sentence; null for one that does.</returns>
    public static string? ProblemOfAuthentication(string text) =>
        PartsOf(text) is { } parts && parts.GetValueOrDefault(Authorization) == Entra && parts.Keys.All(static name => name is ClientId or Authorization)
            ? null
            : $"is neither {Authorization}={Entra} nor {ClientId}=...;{Authorization}={Entra}.";

    /// <summary>Makes the credential that a text asks for.</summary>
    /// <param name="text">How to authenticate, in which <see cref="ProblemOfAuthentication"/> found nothing; empty for by instrumentation key alone.</param>
    /// <returns>A managed identity, the system's own where none is named; null for none.</returns>
    public static TokenCredential? CredentialOf(string? text) => string.IsNullOrEmpty(text)
        ? null
        : new ManagedIdentityCredential(PartsOf(text)!.GetValueOrDefault(ClientId) is { } clientId ? ManagedIdentityId.FromUserAssignedClientId(clientId) : ManagedIdentityId.SystemAssigned);

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http";

    // Each name once, and none of them empty; a semicolon at the end is usual.
    private static Dictionary<string, string>? PartsOf(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.TrimEnd(';').Split(';'))
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, { Length: > 0 } value] || !parts.TryAdd(name, value))
            {
                return null;
            }
        }

        return parts;
    }
}
