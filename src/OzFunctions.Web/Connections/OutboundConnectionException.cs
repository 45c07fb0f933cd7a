namespace OzFunctions.Web.Connections;

/// <summary>A connection could not be made or used, for a known reason.</summary>
/// <param name="reason">The reason in a few words. It is shown to operators, so it must contain no addresses and no text from the other side.</param>
/// <param name="inner">The failure behind it, if any.</param>
internal sealed class OutboundConnectionException(string reason, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>The address guard allows none of the host's addresses.</summary>
    public static OutboundConnectionException NotAllowed() => new("The address behind the endpoint's name is not allowed");
}
