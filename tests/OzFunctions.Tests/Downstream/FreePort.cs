using System.Net;
using System.Net.Sockets;

namespace OzFunctions.Tests.Downstream;

/// <summary>Ports on loopback at which nobody listens.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
