using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using OzFunctions.Benchmarks.Load;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>The endpoint <c>bad</c>: well at first, then in trouble, then well again.</summary>
/// <param name="sink">Where it listens.</param>
/// <param name="trouble">What its trouble will be.</param>
/// <param name="names">The name server that the server process asks; null when its URL holds an address.</param>
internal sealed class BadEndpoint(LoadSink sink, Trouble trouble, NameServer? names) : IAsyncDisposable
{
    private const string Host = "bad.test";

    private static readonly TimeSpan HalfOfFlap = TimeSpan.FromSeconds(30);

    private long _failsSince;

    /// <summary>Where it is told.</summary>
    public string Url => names is null ? sink.Url : new UriBuilder(sink.Url) { Host = Host }.ToString();

    /// <summary>What it took.</summary>
    public IReadOnlyCollection<LoadSink.Arrival> Arrivals => sink.Arrivals;

    /// <summary>Starts it.</summary>
    /// <param name="trouble">What its trouble will be.</param>
    /// <param name="names">The name server; needed for <see cref="Trouble.HasNoAddress"/>.</param>
    /// <returns>The endpoint, which is well.</returns>
    public static async Task<BadEndpoint> StartAsync(Trouble trouble, NameServer? names)
    {
        var endpoint = new BadEndpoint(await LoadSink.StartAsync(), trouble, names);
        endpoint.Recover();
        return endpoint;
    }

    /// <summary>Begins the trouble.</summary>
    public void Fail()
    {
        _failsSince = Stopwatch.GetTimestamp();
        names?.Known.TryRemove(Host, out _);
        sink.TakesAsync = trouble switch
        {
            Trouble.Hangs => HangAsync,
            Trouble.HasNoAddress => AbortAsync,
            Trouble.Flaps => FlapAsync,
            _ => RefuseAsync,
        };
    }

    /// <summary>Ends the trouble.</summary>
    public void Recover()
    {
        names?.Known.TryAdd(Host, [IPAddress.Loopback]);
        sink.TakesAsync = static _ => Task.FromResult(true);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => sink.DisposeAsync();

    private static Task<bool> RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.FromResult(false);
    }

    private static async Task<bool> HangAsync(HttpContext context)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return false;
    }

    // Connections made while the name was known need it no more, so they must not live on.
    private static Task<bool> AbortAsync(HttpContext context)
    {
        context.Abort();
        return Task.FromResult(false);
    }

    private Task<bool> FlapAsync(HttpContext context) =>
        (int)(Stopwatch.GetElapsedTime(_failsSince) / HalfOfFlap) % 2 == 0 ? RefuseAsync(context) : Task.FromResult(true);
}
