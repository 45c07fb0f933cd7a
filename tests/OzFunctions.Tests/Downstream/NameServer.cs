using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OzFunctions.Tests.Downstream;

/// <summary>A DNS server on its own loopback address. It responds for the names that it knows, and does not respond for any other.</summary>
internal sealed class NameServer : IDisposable
{
    private const int Port = 53;
    private const int HeaderBytes = 12;
    private const int TypeA = 1;

    private readonly Socket _socket;

    private NameServer(Socket socket)
    {
        _socket = socket;
        _ = AnswerAsync();
    }

    public IPAddress Address => ((IPEndPoint)_socket.LocalEndPoint!).Address;

    public ConcurrentDictionary<string, IPAddress[]> Known { get; } = new();

    /// <summary>How often each name was queried, for all record types together.</summary>
    public ConcurrentDictionary<string, int> Asked { get; } = new();

    /// <summary>Starts a server; returns null if the process may not use the DNS port.</summary>
    public static NameServer? TryStart()
    {
        for (byte last = 1; last < byte.MaxValue; last++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                socket.Bind(new IPEndPoint(new IPAddress([127, 53, 53, last]), Port));
                return new NameServer(socket);
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
        }

        return null;
    }

    public void Dispose() => _socket.Dispose();

    private static (string Name, int End) ReadName(ReadOnlySpan<byte> query)
    {
        var labels = new List<string>();
        var place = HeaderBytes;
        while (query[place] is > 0 and var length)
        {
            labels.Add(Encoding.ASCII.GetString(query.Slice(place + 1, length)));
            place += length + 1;
        }

        return (string.Join('.', labels), place + 1);
    }

    // RFC 1035, section 4.
    private static byte[] Answer(ReadOnlySpan<byte> query, int end, IPAddress[] addresses)
    {
        var asked = BinaryPrimitives.ReadUInt16BigEndian(query[end..]) == TypeA ? addresses : [];
        byte[] answer =
        [
            .. query[..2], 0x81, 0x80, 0, 1, 0, (byte)asked.Length, 0, 0, 0, 0,
            .. query[HeaderBytes..(end + 4)],
            .. asked.SelectMany(static address => (byte[])[0xC0, HeaderBytes, 0, TypeA, 0, 1, 0, 0, 0, 60, 0, 4, .. address.GetAddressBytes()]),
        ];
        return answer;
    }

    private async Task AnswerAsync()
    {
        var buffer = new byte[512];
        try
        {
            while (true)
            {
                var query = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
                var (name, end) = ReadName(buffer);
                Asked.AddOrUpdate(name, 1, static (_, count) => count + 1);
                if (Known.TryGetValue(name, out var addresses))
                {
                    await _socket.SendToAsync(Answer(buffer, end, addresses), query.RemoteEndPoint);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test has disposed of the socket.
        }
    }
}
