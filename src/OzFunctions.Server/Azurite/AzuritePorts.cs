using System.Net;
using System.Net.Sockets;

namespace OzFunctions.Server.Azurite;

/// <summary>The ports of Azurite's three services on 127.0.0.1.</summary>
/// <param name="Blob">The port of the blob service.</param>
/// <param name="Queue">The port of the queue service.</param>
/// <param name="Table">The port of the table service.</param>
internal sealed record AzuritePorts(int Blob, int Queue, int Table)
{
    // Azurite's account and key. They are the same everywhere and published by Microsoft, so they protect nothing.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>The ports that <c>UseDevelopmentStorage=true</c> stands for.</summary>
    public static AzuritePorts Default { get; } = new(10000, 10001, 10002);

    /// <summary>The connection string of the account at these ports.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{Blob}/{Account};QueueEndpoint=http://127.0.0.1:{Queue}/{Account};TableEndpoint=http://127.0.0.1:{Table}/{Account};";

    /// <summary>Finds three ports that are free at present.</summary>
    public static AzuritePorts Free()
    {
        // All three are reserved at the same time. Otherwise the system might return one of them twice.
        using var blob = new TcpListener(IPAddress.Loopback, 0);
        using var queue = new TcpListener(IPAddress.Loopback, 0);
        using var table = new TcpListener(IPAddress.Loopback, 0);
        return new AzuritePorts(PortOf(blob), PortOf(queue), PortOf(table));
    }

    /// <summary>Finds the ports on which a process listens.</summary>
    public async Task<IReadOnlyList<int>> ListeningAsync(CancellationToken cancellationToken)
    {
        var listening = new List<int>();
        foreach (var port in (int[])[Blob, Queue, Table])
        {
            if (await AcceptsAsync(port, cancellationToken))
            {
                listening.Add(port);
            }
        }

        return listening;
    }

    private static int PortOf(TcpListener listener)
    {
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> AcceptsAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
