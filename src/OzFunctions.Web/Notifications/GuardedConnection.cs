using System.Net;
using System.Net.Sockets;

namespace OzFunctions.Web.Notifications;

/// <summary>Connects to an endpoint, after its name was resolved, and only to addresses that are allowed.</summary>
/// <param name="guard">Decides.</param>
internal sealed class GuardedConnection(AddressGuard guard)
{
    /// <summary>Opens a connection, as <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="AddressNotAllowedException">No address is allowed.</exception>
    public async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var scheme = context.InitialRequestMessage.RequestUri!.Scheme;
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = Array.FindAll(addresses, address => guard.Allows(address, scheme));
        if (allowed.Length == 0)
        {
            throw new AddressNotAllowedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return guard.Allows(((IPEndPoint)socket.RemoteEndPoint!).Address, scheme)
                ? new NetworkStream(socket, ownsSocket: true)
                : throw new AddressNotAllowedException();
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
