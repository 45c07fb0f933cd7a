using System.Net;
using System.Net.Sockets;

namespace OzFunctions.Tests.Downstream;

/// <summary>An address that drops packets: a socket of Linux that listens, whose queue of connections is full.</summary>
internal sealed class Blackhole : IDisposable
{
    // A queue of length 0 takes one connection; the packets of all further ones are dropped.
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
                // It is under way, and stays so once the queue is full.
            }
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
