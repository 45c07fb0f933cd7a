using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>A connection that can send any bytes, including those that no HTTP client would send.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();

    private RawConnection()
    {
    }

    public static async Task<RawConnection> OpenAsync(ServerProcess server)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port);
        return connection;
    }

    /// <summary>Sends a request on a new connection and reads the response until the server closes the connection.</summary>
    public static async Task<string> SendAsync(ServerProcess server, params string[] parts)
    {
        using var connection = await OpenAsync(server);
        foreach (var part in parts)
        {
            await connection.WriteAsync(part);
        }

        return await connection.ReadToEndAsync();
    }

    /// <summary>Returns the status of a response; 0 if there is none.</summary>
    public static int StatusOf(string answer) =>
        answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0;

    /// <summary>Sends a text, one byte per character; returns false if the server no longer reads.</summary>
    public async Task<bool> WriteAsync(string text)
    {
        try
        {
            await _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public async Task<string> ReadToEndAsync()
    {
        var answer = new StringBuilder();
        var buffer = new byte[8192];
        try
        {
            while (await _client.GetStream().ReadAsync(buffer) is > 0 and var read)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // The server reset the connection after its response.
        }

        return answer.ToString();
    }

    public void Dispose() => _client.Dispose();
}
