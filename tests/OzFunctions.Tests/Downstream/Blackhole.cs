using System.Net;
using System.Net.Sockets;

namespace OzFunctions.Tests.Downstream;

/// <summary>An address that drops packets: a listening Linux socket whose accept queue is full.</summary>
internal sealed class Blackhole : IDisposable
{
    // An accept queue of length 0 holds one connection; packets of further connections are dropped.
    private const int Fillers = 3;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _fillers = [];

    public Blackhole(IPAddress address, int port)
    {
        _listener.Bind(new IPEndPoint(address, port));
        _listener.Listen(0);
        for (var i = 0; i < Fillers; i++)
        {
            var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            _fillers.Add(filler);
            try
            {
                filler.Connect(_listener.LocalEndPoint!);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // The connection attempt is in progress, and remains so once the queue is full.
            }

            // The first one fills the queue. Otherwise a later one may be connected as well.
            _listener.Poll(TimeSpan.FromSeconds(30), SelectMode.SelectRead);
        }
    }

    public void Dispose()
    {
        foreach (var filler in _fillers)
        {
            filler.Dispose();
        }

        _listener.Dispose();
    }
}
