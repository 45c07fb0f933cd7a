using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OzFunctions.Benchmarks.Load;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Chaos.Endpoints;

/// <summary>An endpoint whose service speaks HTTP.</summary>
/// <param name="name">Its name in the settings.</param>
/// <param name="behavior">How it responds to notifications.</param>
internal abstract class HttpEndpoint(string name, EndpointBehavior behavior) : ChaosEndpoint(name, behavior)
{
    private readonly ConcurrentQueue<LoadSink.Arrival> _accepted = new();
    private Sink? _sink;

    /// <inheritdoc/>
    public override IReadOnlyCollection<LoadSink.Arrival> Accepted => _accepted;

    /// <summary>Configures the listener; null where it is plain HTTP.</summary>
    protected virtual Action<ListenOptions>? Listener => null;

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await (_sink?.DisposeAsync() ?? ValueTask.CompletedTask);
        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task ListenAsync()
    {
        _sink = await Sink.StartAsync(Listener, Port);
        _sink.Answer = AnswerAsync;
    }

    /// <summary>Accepts a request: sets the status of success and reads what came.</summary>
    /// <param name="context">The request.</param>
    /// <param name="received">Its body and headers.</param>
    /// <param name="at">The timestamp of its arrival.</param>
    /// <returns>The notifications in it; none where the service was unable to accept it, which the answer then says.</returns>
    protected abstract Task<IReadOnlyList<LoadSink.Arrival>> AcceptAsync(HttpContext context, Received received, long at);

    private async Task AnswerAsync(HttpContext context, Received received)
    {
        var at = Stopwatch.GetTimestamp();
        await Task.Delay(Behavior.Delay, TimeProvider.System);
        switch (Behavior.Next())
        {
            case EndpointReply.Accepted:
                foreach (var arrival in await AcceptAsync(context, received, at))
                {
                    _accepted.Enqueue(arrival);
                }

                break;
            case EndpointReply.Unanswered:
                await Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case EndpointReply.Gone:
                context.Response.StatusCode = StatusCodes.Status410Gone;
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                break;
        }
    }
}
