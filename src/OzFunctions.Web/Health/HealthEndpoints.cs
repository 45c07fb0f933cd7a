using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Core.Health;
using OzFunctions.Web.Http;
using OzFunctions.Web.Schedules;

namespace OzFunctions.Web.Health;

/// <summary>Tells load balancers and people whether we run and whether we can serve.</summary>
/// <param name="storage">The storage.</param>
/// <param name="warnings">What a person should look at.</param>
/// <param name="time">The clock.</param>
/// <param name="schedules">What the Functions host must be able to read; null in the server, which does not start with a wrong schedule.</param>
public sealed class HealthEndpoints(IStorageHealth storage, Warnings warnings, TimeProvider time, HostSchedules? schedules = null)
{
    // Anybody may ask, so asking often must not reach the storage often.
    private static readonly TimeSpan OneCheckLasts = TimeSpan.FromSeconds(2);

    // Half a second less than the three within which we answer: a balancer that waits no longer must learn what is not ready.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    private readonly Lock _lock = new();
    private Task<IReadOnlyList<WarningDocument>>? _check;
    private long _checkedAt;

    /// <summary><c>GET health/live</c>: asks nobody.</summary>
    /// <returns>200.</returns>
    public static IResult Live() => Results.Json(new HealthDocument("live"), DocumentContext.Default.HealthDocument);

    /// <summary>
    /// <c>GET health/ready</c>: asks the storage, at most every two seconds. Ready means that webhooks are taken. Where Oz itself cannot be asked they
    /// still are, and a balancer that sent them elsewhere would lose them, so that is only a warning.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <returns>200, with warnings where there are any; or, within three seconds, 503 with what does not answer; also 503 when the Functions host cannot read a schedule.</returns>
    public async Task<IResult> ReadyAsync(HttpRequest request)
    {
        if (schedules?.FindProblem() is { } problem)
        {
            return Problems.NotReady(problem);
        }

        try
        {
            var found = await CheckAsync().WaitAsync(request.HttpContext.RequestAborted);
            return Results.Json(new HealthDocument("ready", found.Count > 0 ? found : null), DocumentContext.Default.HealthDocument);
        }
        catch (StoreUnavailableException e)
        {
            return Problems.StorageNotReady(request, e.Message);
        }
    }

    private Task<IReadOnlyList<WarningDocument>> CheckAsync()
    {
        lock (_lock)
        {
            var fresh = _check is { IsCompleted: false } || (_check is not null && time.GetElapsedTime(_checkedAt) < OneCheckLasts);
            if (!fresh)
            {
                _checkedAt = time.GetTimestamp();
                _check = ReadAsync();
            }

            return _check!;
        }
    }

    private async Task<IReadOnlyList<WarningDocument>> ReadAsync()
    {
        using var patience = new CancellationTokenSource(Patience, time);
        await storage.CheckAsync(patience.Token);
        try
        {
            return await warnings.ReadAsync(patience.Token).WaitAsync(patience.Token);
        }
        catch (OperationCanceledException e) when (patience.IsCancellationRequested)
        {
            throw new StoreUnavailableException("The warnings cannot be read in time.", e);
        }
    }
}
