using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OzFunctions.Tests.Downstream;

/// <summary>A server on loopback that handles each connection byte by byte, as a test says.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _connections;

    /// <param name="script">Handles a connection, which is closed afterwards. Connections are numbered from 1.</param>
    public ScriptedServer(Func<int, Socket, Task> script)
    {
        _listener.Start();
        _accepting = AcceptAsync(script);
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hooks");

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Reads one request with its body, when no other request is in progress.</summary>
    public static async Task<string> ReadRequestAsync(Socket socket)
    {
        var request = new StringBuilder();
        var buffer = new byte[8192];
        while (!request.ToString().EndsWith('}') && await socket.ReceiveAsync(buffer) is > 0 and var read)
        {
            request.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return $"{request}";
    }

    public static async Task AnswerAsync(Socket socket, string answer) => await socket.SendAsync(Encoding.ASCII.GetBytes(answer));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<int, Socket, Task> script)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token), script));
            }
        }
        catch (OperationCanceledException)
        {
            // The test has stopped the server.
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(Socket socket, Func<int, Socket, Task> script)
    {
        using (socket)
        {
            try
            {
                await script(Interlocked.Increment(ref _connections), socket);
            }
            catch (SocketException)
            {
                // The client has closed the connection.
            }
        }
    }
}
