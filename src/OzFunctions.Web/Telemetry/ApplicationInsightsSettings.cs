using Azure.Core;
using Azure.Identity;

namespace OzFunctions.Web.Telemetry;

/// <summary>Parses the settings of Application Insights, which have the names that Azure defines.</summary>
internal static class ApplicationInsightsSettings
{
    private const string Key = "InstrumentationKey";
    private const string Endpoint = "Endpoint";
    private const string ClientId = "ClientId";
    private const string Authorization = "Authorization";
    private const string Entra = "AAD";

    /// <summary>Validates a connection string. The SDK would throw during start-up.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The end of a sentence, which quotes nothing of the text; null when it is valid.</returns>
    public static string? ProblemOfConnection(string text) =>
        PartsOf(text) is not { } parts ? "is not a connection string, for example InstrumentationKey=...;IngestionEndpoint=https://...."
        : !Guid.TryParse(parts.GetValueOrDefault(Key), out _) ? $"has no {Key} that is a GUID."
        : parts.FirstOrDefault(static part => part.Key.EndsWith(Endpoint, StringComparison.OrdinalIgnoreCase) && !IsAddress(part.Value)).Key is { } wrong ? $"has a {wrong} that is not an absolute http or https URL."
        : null;

    /// <summary>Validates how to authenticate.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The end of a sentence; null when it is valid.</returns>
    public static string? ProblemOfAuthentication(string text) =>
        PartsOf(text) is { } parts && parts.GetValueOrDefault(Authorization) == Entra && parts.Keys.All(static name => name is ClientId or Authorization)
            ? null
            : $"is neither {Authorization}={Entra} nor {ClientId}=...;{Authorization}={Entra}.";

    /// <summary>Creates the credential.</summary>
    /// <param name="text">How to authenticate, which must have passed <see cref="ProblemOfAuthentication"/>; null or empty to use only the instrumentation key.</param>
    /// <returns>A managed identity, which is the system-assigned one if none is named; null for none.</returns>
    public static TokenCredential? CredentialOf(string? text) => string.IsNullOrEmpty(text)
        ? null
        : new ManagedIdentityCredential(PartsOf(text)!.GetValueOrDefault(ClientId) is { } clientId ? ManagedIdentityId.FromUserAssignedClientId(clientId) : ManagedIdentityId.SystemAssigned);

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http";

    // Each name must occur once with a value. A trailing semicolon is common.
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
