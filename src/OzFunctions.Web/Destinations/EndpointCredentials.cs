using Azure.Core;
using Azure.Identity;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Credentials for endpoints whose settings hold no key.</summary>
internal static class EndpointCredentials
{
    /// <summary>Creates the credential of an endpoint.</summary>
    public static TokenCredential Of(EndpointOptions endpoint) => endpoint.ClientId is { Length: > 0 } clientId
        ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
        : new DefaultAzureCredential();
}
