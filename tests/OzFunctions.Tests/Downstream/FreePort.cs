using System.Net;
using System.Net.Sockets;
using OzFunctions.Server.Azurite;

namespace OzFunctions.Tests.Downstream;

/// <summary>Finds free loopback ports below the ephemeral range, so that the system gives them to nothing else meanwhile.</summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Count = 10_000;

    private static int _last = Environment.ProcessId * 100 % Count;

    public static AzuritePorts ForAzurite() => new(Find(), Find(), Find());

    public static int Find()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref _last) % Count);
            try
            {
                using var free = new TcpListener(IPAddress.Loopback, port);
                free.Start();
                return port;
            }
            catch (SocketException)
            {
                // Something listens there.
            }
        }
    }
}
