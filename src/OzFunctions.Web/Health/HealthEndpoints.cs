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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

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
    /// <returns>200, with warnings where there are any; or 503 when the storage does not answer within five seconds, or the Functions host cannot read a schedule.</returns>
    public async Task<IResult> ReadyAsync(HttpRequest request)
    {
        if (schedules?.FindProblem() is { } problem)
        {
            return Problems.NotReady(problem);
        }

        try
        {
            var found = await CheckAsync().WaitAsync(Patience, time, request.HttpContext.RequestAborted);
            return Results.Json(new HealthDocument("ready", found.Count > 0 ? found : null), DocumentContext.Default.HealthDocument);
        }
        catch (Exception e) when (e is StoreUnavailableException or TimeoutException)
        {
            return Problems.StorageUnavailable(request);
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
        await storage.CheckAsync(CancellationToken.None);
        return await warnings.ReadAsync(CancellationToken.None);
    }
}
