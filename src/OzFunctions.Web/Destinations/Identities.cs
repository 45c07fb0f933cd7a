using Azure.Core;
using Azure.Identity;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>The identity by which an endpoint is told that has no key.</summary>
internal static class Identities
{
    /// <summary>Makes the credential of an endpoint.</summary>
    /// <param name="endpoint">Its settings.</param>
    /// <returns>The credential.</returns>
    public static TokenCredential Of(EndpointOptions endpoint) => endpoint.ClientId is { Length: > 0 } clientId
        ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
        : new DefaultAzureCredential();
}
