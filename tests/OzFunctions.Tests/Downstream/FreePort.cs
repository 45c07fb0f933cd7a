using System.Net;
using System.Net.Sockets;

namespace OzFunctions.Tests.Downstream;

/// <summary>Finds free loopback ports.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
