using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using OzFunctions.Benchmarks.Load;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>The endpoint <c>bad</c>, which is healthy at first, then fails, then recovers.</summary>
/// <param name="sink">The server behind the endpoint.</param>
/// <param name="trouble">The fault that it will have.</param>
/// <param name="names">The name server of the server process; null when the URL contains an address.</param>
internal sealed class FaultyEndpoint(LoadSink sink, Trouble trouble, NameServer? names) : IAsyncDisposable
{
    private const string Host = "bad.test";

    private static readonly TimeSpan HalfOfFlap = TimeSpan.FromSeconds(30);

    private long _failsSince;

    /// <summary>The URL that receives notifications.</summary>
    public string Url => names is null ? sink.Url : new UriBuilder(sink.Url) { Host = Host }.ToString();

    /// <summary>The notifications that it accepted.</summary>
    public IReadOnlyCollection<LoadSink.Arrival> Arrivals => sink.Arrivals;

    /// <summary>Starts the endpoint.</summary>
    /// <param name="trouble">The fault that it will have.</param>
    /// <param name="names">The name server; needed for <see cref="Trouble.HasNoAddress"/>.</param>
    /// <returns>The endpoint, which is healthy.</returns>
    public static async Task<FaultyEndpoint> StartAsync(Trouble trouble, NameServer? names)
    {
        var endpoint = new FaultyEndpoint(await LoadSink.StartAsync(), trouble, names);
        endpoint.Recover();
        return endpoint;
    }

    /// <summary>Starts the fault.</summary>
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

    /// <summary>Ends the fault.</summary>
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

    // A connection opened while the name was known does not resolve it again, so existing connections are closed.
    private static Task<bool> AbortAsync(HttpContext context)
    {
        context.Abort();
        return Task.FromResult(false);
    }

    private Task<bool> FlapAsync(HttpContext context) =>
        (int)(Stopwatch.GetElapsedTime(_failsSince) / HalfOfFlap) % 2 == 0 ? RefuseAsync(context) : Task.FromResult(true);
}
