using System.Net;

namespace OzFunctions.Web.Connections;

/// <summary>
/// Resolves the host names of endpoints, Oz and proxies. There is one resolver for the process. It calls the system's getaddrinfo, so /etc/hosts, search
/// domains and private zones apply. That call blocks its thread while name servers do not respond, for half a minute or more, and <see cref="Dns"/> would
/// block thread-pool threads. Here each lookup runs on a thread of its own.
/// </summary>
/// <remarks>
/// There is at most one lookup for a name at a time. A lookup that hangs occupies one thread until the system times out and does not delay other names.
/// The names come from the settings: at most ten endpoints, Oz and two proxies. The number of threads and of cached results is therefore bounded.
/// </remarks>
/// <param name="lookUp">Calls the system's resolver, on the calling thread.</param>
/// <param name="time">The clock.</param>
public sealed class NameResolver(Func<string, IPAddress[]> lookUp, TimeProvider time)
{
    /// <summary>How long a result is cached, 10 s. getaddrinfo returns no TTL.</summary>
    public static readonly TimeSpan AnswerLifetime = TimeSpan.FromSeconds(10);

    /// <summary>How long a failure is cached, 2 s: less than the shortest delay between two delivery attempts.</summary>
    public static readonly TimeSpan FailureLifetime = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Task<Answer>> _lookups = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Resolves a name.</summary>
    /// <param name="host">A name, or an IP address.</param>
    /// <param name="limit">How long to wait. The lookup then continues, so that a late result serves the next caller.</param>
    /// <param name="cancellationToken">Stops waiting. The lookup continues.</param>
    /// <returns>The addresses in the system's order, at least one.</returns>
    /// <exception cref="OutboundConnectionException">The name cannot be resolved, or was not resolved within the limit.</exception>
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
            if (_lookups.TryGetValue(host, out var latest) && !(latest.IsCompleted && time.GetElapsedTime(latest.Result.At) >= latest.Result.Lifetime))
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
            return new Answer(addresses, null, time.GetTimestamp(), AnswerLifetime);
        }
        catch (Exception e)
        {
            // Keep the failure, so that it can be thrown to every caller that waits.
            return new Answer([], e, time.GetTimestamp(), FailureLifetime);
        }
    }

    private sealed record Answer(IPAddress[] Addresses, Exception? Failure, long At, TimeSpan Lifetime);
}
