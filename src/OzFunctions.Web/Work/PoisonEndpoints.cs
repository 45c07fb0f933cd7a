using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Work;
using OzFunctions.Web.Http;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Web.Work;

/// <summary>Requeues dead-lettered messages.</summary>
/// <param name="queue">The work queues.</param>
/// <param name="runs">Records actions.</param>
/// <param name="time">The clock.</param>
public sealed class PoisonEndpoints(IWorkQueue queue, RunStarter runs, TimeProvider time)
{
    private const int MostAtOnce = 1_000;

    // Clients and proxies give up after a minute or so, and would not learn what was done. Callers repeat the request while messages are left.
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    /// <summary><c>POST work/poison/replay?dryRun=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="admin">The name of the admin key.</param>
    /// <returns>200 with how many messages were requeued and how many are left; with <c>dryRun</c> only the latter.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> ReplayAsync(HttpRequest request, string admin)
    {
        var (replayed, unreadable) = (0, 0);
        if (KnownParameters.DryRun.Read(request) is not true)
        {
            using var patience = new CancellationTokenSource(Duration, time);
            (replayed, unreadable) = await runs.RecordAsync(
                RunKinds.PoisonReplay,
                admin,
                new Dictionary<string, string>(),
                () => queue.ReplayPoisonAsync(MostAtOnce, patience.Token, CancellationToken.None),
                static counts => new Dictionary<string, long> { [nameof(replayed)] = counts.Replayed, [nameof(unreadable)] = counts.Unreadable });
        }

        var waiting = await queue.CountPoisonAsync(request.HttpContext.RequestAborted);
        return Results.Json(new PoisonDocument(replayed, unreadable, waiting), DocumentContext.Default.PoisonDocument);
    }
}
