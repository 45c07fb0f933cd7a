using System.Runtime.CompilerServices;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Endpoints;

/// <summary>
/// One step of a release: what waits for a healthy endpoint is attempted oldest first, a few at once and at a bounded rate, beside its new
/// deliveries. The release ends when its last look at the list found nothing and the endpoint's row has not changed since before that look.
/// </summary>
/// <param name="settings">The endpoints.</param>
/// <param name="monitor">Knows how they do.</param>
/// <param name="releases">Sees to it that one run releases at a time.</param>
/// <param name="parked">Reads waiting deliveries.</param>
/// <param name="attempts">Makes attempts.</param>
/// <param name="outcomes">Writes down what came of them.</param>
/// <param name="time">The clock.</param>
public sealed class ReleaseStep(
    NotificationSettings settings,
    EndpointMonitor monitor,
    EndpointReleases releases,
    ParkedDeliveries parked,
    DeliveryAttempts attempts,
    DeliveryOutcomes outcomes,
    TimeProvider time)
{
    /// <summary>How many attempts are under way at once.</summary>
    public const int AtOnce = 8;

    // New deliveries, and the other endpoints, share the storage with them. So a delivery's row is read as its turn comes, and not with those of its page.
    private const int MostPerSecond = 60;
    private const int PageSize = 100;

    // The run's counts, as the run shows them.
    private const string Attempted = "attempted";
    private const string Delivered = "delivered";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1.0 / MostPerSecond);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Takes a release one step further.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Gives up; the step is then done again.</param>
    /// <returns>The run after the step.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<RunProgress> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var name = run.Parameters[EndpointReleases.Endpoint];
        var counts = new RunCounts(run.Counts);
        var began = time.GetUtcNow();
        var cursor = run.Cursor;
        var foundAny = cursor is not null;
        while (time.GetUtcNow() - began < RunSteps.Budget)
        {
            if (await releases.TryTakeAsync(name, run.Id, cancellationToken) is not var (health, etag))
            {
                return End(run, counts);
            }

            if (health.State is not EndpointState.Well || settings.Find(name) is not { } endpoint)
            {
                // What ends the failing asks for another release.
                return await monitor.TryWriteAsync(health with { Release = null }, etag, cancellationToken) is null
                    ? new RunProgress(run with { Counts = counts.ToDictionary() })
                    : End(run, counts);
            }

            var page = await parked.ListedAsync(new ParkedFilter([DeliveryState.Waiting], name), cursor, PageSize, cancellationToken);
            var (found, attempted, isWhole) = await ReleaseAsync(endpoint, health, page.Items, began + RunSteps.Budget, counts, cancellationToken);
            foundAny |= found > 0;
            if (!isWhole)
            {
                break;
            }

            var isBlocked = page.Next is null && found > 0 && attempted == 0;
            if (page.Next is null && !foundAny && await monitor.TryWriteAsync(health with { Release = null }, etag, cancellationToken) is not null)
            {
                return End(run, counts);
            }

            (cursor, foundAny) = page.Next is null ? (null, false) : (page.Next, foundAny);
            if (isBlocked)
            {
                return new RunProgress(run with { Counts = counts.ToDictionary(), Cursor = cursor }, Pause, "Others are at what is left.");
            }
        }

        return new RunProgress(run with { Counts = counts.ToDictionary(), Cursor = cursor });
    }

    private static RunProgress End(Run run, RunCounts counts) => new(run with { Counts = counts.ToDictionary(), Cursor = null, State = RunState.Finished });

    private async Task<(int Found, int Attempted, bool IsWhole)> ReleaseAsync(
        NotificationEndpoint endpoint,
        EndpointHealth health,
        IReadOnlyList<Parking> waiting,
        DateTimeOffset until,
        RunCounts counts,
        CancellationToken cancellationToken)
    {
        var (begun, found, attempted, delivered) = (0, 0, 0, 0);
        await Parallel.ForEachAsync(PacedAsync(waiting, until, cancellationToken), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (parking, token) =>
        {
            Interlocked.Increment(ref begun);
            if (await parked.FindAsync(parking, token) is not { } delivery)
            {
                return;
            }

            Interlocked.Increment(ref found);

            // What was released as the endpoint began to fail would only fail as well.
            if (delivery.Value.IsClaimed(time.GetUtcNow())
                || (await monitor.RecallAsync(endpoint.Name, token)).State is not EndpointState.Well
                || await attempts.TryAsync(endpoint, health, delivery, token) is not { } attempt)
            {
                return;
            }

            Interlocked.Increment(ref attempted);
            await outcomes.RecordAsync(attempt, token);
            if (attempt.Answer is { IsSuccess: true })
            {
                Interlocked.Increment(ref delivered);
            }
        });

        counts.Add(Attempted, attempted);
        counts.Add(Delivered, delivered);
        return (found, attempted, begun == waiting.Count);
    }

    private async IAsyncEnumerable<Parking> PacedAsync(IReadOnlyList<Parking> waiting, DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        foreach (var (turn, parking) in waiting.Index())
        {
            // By the clock from the first one on, since a wait mostly lasts a little longer than it should.
            if (began + (turn * Interval) - time.GetUtcNow() is { Ticks: > 0 } rest)
            {
                await Task.Delay(rest, time, cancellationToken);
            }

            if (time.GetUtcNow() > until)
            {
                yield break;
            }

            yield return parking;
        }
    }
}
