using System.Net;
using System.Net.Sockets;

namespace OzFunctions.Benchmarks.Chaos.Endpoints;

/// <summary>A loopback port that is bound but not listening: connections are refused, and no other process is given the port.</summary>
internal sealed class ReservedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Reserves one.</summary>
    public ReservedPort()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Number = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    /// <summary>Its number.</summary>
    public int Number { get; }

    /// <summary>Releases it, so that somebody can listen.</summary>
    public void Dispose() => _socket.Dispose();
}
