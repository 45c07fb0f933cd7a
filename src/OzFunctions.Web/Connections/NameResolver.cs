using System.Net;

namespace OzFunctions.Web.Connections;

/// <summary>
/// Resolves the host names of endpoints, Oz and proxies: one resolver for the process. Names are looked up by the system (getaddrinfo), so that
/// /etc/hosts, search domains and private zones count. That call blocks its thread for as long as name servers are silent, half a minute and more,
/// and <see cref="Dns"/> makes it on threads of the pool. Here each lookup has a thread of its own.
/// </summary>
/// <remarks>
/// A name has at most one lookup at a time, and a lookup that hangs occupies one thread until the system gives up. All other names go on.
/// The names come from the settings: at most ten endpoints, Oz and two proxies. So neither the threads nor the answers need a further limit.
/// </remarks>
/// <param name="lookUp">Asks the system, on the calling thread.</param>
/// <param name="time">The clock.</param>
public sealed class NameResolver(Func<string, IPAddress[]> lookUp, TimeProvider time)
{
    /// <summary>How long an answer is used again. getaddrinfo tells no TTL.</summary>
    public static readonly TimeSpan AnswerLifetime = TimeSpan.FromSeconds(10);

    /// <summary>How long a failure is used again: less than the shortest delay between two attempts at a delivery.</summary>
    public static readonly TimeSpan FailureLifetime = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Task<Answer>> _lookups = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Resolves a name.</summary>
    /// <param name="host">A name, or an IP address.</param>
    /// <param name="limit">How long to wait. The lookup goes on afterwards, so that a slow answer serves the next caller.</param>
    /// <param name="cancellationToken">Stops waiting; the lookup goes on.</param>
    /// <returns>The addresses in the system's order, at least one.</returns>
    /// <exception cref="OutboundConnectionException">The name cannot be resolved, or not within the limit.</exception>
    internal async Task<IPAddress[]> ResolveAsync(string host, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return [address];
        }

        try
        {
            var answer = await LookupOf(host).WaitAsync(limit, time, cancellationToken);
            return answer.Addresses is { Length: > 0 } addresses ? addresses : throw new OutboundConnectionException("the name cannot be resolved", answer.Failure);
        }
        catch (TimeoutException e)
        {
            throw new OutboundConnectionException(FormattableString.Invariant($"the name was not resolved within {limit.TotalSeconds:0.#} s"), e);
        }
    }

    private Task<Answer> LookupOf(string host)
    {
        lock (_lookups)
        {
            if (_lookups.TryGetValue(host, out var latest) && !(latest.IsCompleted && latest.Result.Until <= time.GetUtcNow()))
            {
                return latest;
            }

            return _lookups[host] = LookUpAsync(host);
        }
    }

    private async Task<Answer> LookUpAsync(string host)
    {
        try
        {
            var addresses = await Task.Factory.StartNew(
                () => lookUp(host), CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.RunContinuationsAsynchronously, TaskScheduler.Default);
            return new Answer(addresses, null, time.GetUtcNow() + AnswerLifetime);
        }
        catch (Exception e)
        {
            // Whatever the system says of a name is kept for those who wait, and thrown to each of them.
            return new Answer([], e, time.GetUtcNow() + FailureLifetime);
        }
    }

    private sealed record Answer(IPAddress[] Addresses, Exception? Failure, DateTimeOffset Until);
}
