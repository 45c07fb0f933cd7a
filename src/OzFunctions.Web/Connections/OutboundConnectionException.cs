namespace OzFunctions.Web.Connections;

/// <summary>A connection was not made, for a reason that we can name.</summary>
/// <param name="reason">The reason in a few words, without addresses and without text from the other side: it is shown to operators.</param>
/// <param name="inner">The failure behind it, if any.</param>
internal sealed class OutboundConnectionException(string reason, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>The address guard allows none of the addresses.</summary>
    /// <returns>The exception.</returns>
    public static OutboundConnectionException NotAllowed() => new("The address behind the endpoint's name is not allowed");
}
