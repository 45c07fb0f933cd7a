using System.Net;
using System.Net.Sockets;

namespace OzFunctions.Web.Connections;

/// <summary>
/// Connects to the first address of a host that accepts, as RFC 8305 section 5 describes. The next attempt starts early, so an address that drops
/// packets costs a quarter of a second instead of the whole timeout.
/// </summary>
internal sealed class HappyEyeballs(TimeProvider time)
{
    /// <summary>How long an attempt runs before the next one starts. RFC 8305 section 5 recommends 250 ms.</summary>
    public static readonly TimeSpan AttemptDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Orders addresses so that IPv4 and IPv6 alternate, starting with the family of the first address (RFC 8305 section 4).</summary>
    /// <param name="addresses">The addresses in the system's order.</param>
    /// <returns>The addresses in the order in which to try them.</returns>
    public static IPAddress[] Order(IReadOnlyList<IPAddress> addresses)
    {
        var plain = addresses.Select(static address => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).Distinct().ToList();
        var families = plain.GroupBy(static address => address.AddressFamily).Select(static family => family.ToList()).ToList();
        return [.. Enumerable.Range(0, plain.Count).SelectMany(i => families.Where(family => i < family.Count).Select(family => family[i]))];
    }

    /// <summary>Connects to one of several addresses. All other attempts are closed.</summary>
    /// <param name="addresses">The addresses in the order in which to try them, at least one.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The connected socket.</returns>
    /// <exception cref="SocketException">Every address failed. This is the last failure.</exception>
    public async Task<Socket> ConnectAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task<Socket>>();
        try
        {
            for (var next = 0; ;)
            {
                if (next < addresses.Count)
                {
                    running.Add(ConnectAsync(addresses[next++], port, rest.Token));
                }

                var ended = await FirstToEndAsync(running, next < addresses.Count ? AttemptDelay : Timeout.InfiniteTimeSpan, rest.Token);
                cancellationToken.ThrowIfCancellationRequested();
                if (ended is not null)
                {
                    running.Remove(ended);
                    if (ended.IsCompletedSuccessfully || (running.Count == 0 && next == addresses.Count))
                    {
                        return await ended;
                    }
                }
            }
        }
        finally
        {
            await rest.CancelAsync();
            await Task.WhenAll(running.Select(CloseAsync));
        }
    }

    private static async Task<Socket> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task CloseAsync(Task<Socket> attempt)
    {
        try
        {
            (await attempt).Dispose();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The attempt failed, or was cancelled because another one won. Its socket is closed already.
        }
    }

    private async Task<Task<Socket>?> FirstToEndAsync(List<Task<Socket>> running, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = await Task.WhenAny([.. running, Task.Delay(patience, time, waiting.Token)]);
        await waiting.CancelAsync();
        return ended as Task<Socket>;
    }
}
