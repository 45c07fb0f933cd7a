using Azure.Core;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Sets what all clients of Azure's HTTP services have in common here.</summary>
internal static class ClientOptionsExtensions
{
    /// <summary>Turns the SDK's retries off: the schedule is ours.</summary>
    /// <param name="options">The options of a client.</param>
    /// <param name="endpoint">The endpoint of which it is.</param>
    public static void WithoutRetries(this ClientOptions options, EndpointOptions endpoint)
    {
        options.Retry.MaxRetries = 0;

        // Ours ends first.
        options.Retry.NetworkTimeout = 2 * endpoint.Timeout;
        options.Diagnostics.IsLoggingEnabled = false;
    }
}
