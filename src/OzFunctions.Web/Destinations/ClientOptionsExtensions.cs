using Azure.Core;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Sets the options that all our clients of Azure's HTTP services share.</summary>
internal static class ClientOptionsExtensions
{
    /// <summary>Turns off the SDK's retries, because we follow our own schedule.</summary>
    public static void WithoutRetries(this ClientOptions options, EndpointOptions endpoint)
    {
        options.Retry.MaxRetries = 0;

        // Longer than our own timeout, which thus ends first.
        options.Retry.NetworkTimeout = 2 * endpoint.Timeout;
        options.Diagnostics.IsLoggingEnabled = false;
    }
}
