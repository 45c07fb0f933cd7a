using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Core.Health;
using OzFunctions.Web.Http;
using OzFunctions.Web.Schedules;

namespace OzFunctions.Web.Health;

/// <summary>Tells load balancers and operators whether the process is live and ready.</summary>
/// <param name="storage">The storage.</param>
/// <param name="warnings">Reads the warnings.</param>
/// <param name="time">The clock.</param>
/// <param name="schedules">Checks the schedules that the Functions host must be able to parse; null in the server, which does not start with a wrong schedule.</param>
public sealed class HealthEndpoints(IStorageHealth storage, Warnings warnings, TimeProvider time, HostSchedules? schedules = null)
{
    // The route needs no key, so frequent requests must not cause frequent storage requests.
    private static readonly TimeSpan CheckLifetime = TimeSpan.FromSeconds(2);

    // Half a second less than the three within which we answer, so that a load balancer with that timeout learns what is not ready.
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(2.5);

    private readonly Lock _lock = new();
    private Task<IReadOnlyList<WarningDocument>>? _check;
    private long _checkedAt;

    /// <summary><c>GET health/live</c>. Checks nothing else.</summary>
    /// <returns>200.</returns>
    public static IResult Live() => Results.Json(new HealthDocument("live"), DocumentContext.Default.HealthDocument);

    /// <summary>
    /// <c>GET health/ready</c>. Checks the storage, at most every two seconds. Ready means that webhooks are accepted. Being unable to ask Oz is only a warning,
    /// because webhooks are still accepted then, and a load balancer that stopped sending them here would lose them.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <returns>200, with the warnings if there are any; or, within three seconds, 503 with what is not reachable. Also 503 when the Functions host cannot parse a schedule.</returns>
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
            if (_check is null || (_check.IsCompleted && time.GetElapsedTime(_checkedAt) >= CheckLifetime))
            {
                _checkedAt = time.GetTimestamp();
                _check = ReadAsync();
            }

            return _check;
        }
    }

    private async Task<IReadOnlyList<WarningDocument>> ReadAsync()
    {
        using var timeout = new CancellationTokenSource(CheckTimeout, time);
        await storage.CheckAsync(timeout.Token);
        try
        {
            return await warnings.ReadAsync(timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception)
        {
            // No webhook needs the warnings. All instances read the same row, so a load balancer would take them all out.
            return [Warnings.Unread];
        }
    }
}
