using Azure.Storage.Queues;

namespace OzFunctions.Web.Destinations;

/// <summary>Reads connection strings of storage accounts.</summary>
internal static class QueueService
{
    /// <summary>Finds out where the queues of an account are.</summary>
    /// <param name="connection">The connection string.</param>
    /// <returns>The address, or null when the text is no connection string of an account with queues.</returns>
    public static Uri? TryParse(string connection)
    {
        try
        {
            return new QueueServiceClient(connection).Uri;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            // The SDK's own message may quote the string, which holds a key.
            return null;
        }
    }
}
