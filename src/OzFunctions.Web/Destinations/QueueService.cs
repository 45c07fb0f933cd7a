using Azure.Storage.Queues;

namespace OzFunctions.Web.Destinations;

/// <summary>Parses connection strings of storage accounts.</summary>
internal static class QueueService
{
    /// <summary>Finds the queue service of an account.</summary>
    /// <param name="connection">The connection string.</param>
    /// <returns>The address; null when the text is not a connection string of an account with queues.</returns>
    public static Uri? TryParse(string connection)
    {
        try
        {
            return new QueueServiceClient(connection).Uri;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            // The SDK's own message may quote the connection string, which contains a key.
            return null;
        }
    }
}
