using System.Runtime.CompilerServices;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Endpoints;

/// <summary>
/// One step of a release: attempts the deliveries that wait for a healthy endpoint, oldest first, with limited concurrency and at a limited
/// rate, alongside new deliveries. The release ends when its last scan of the list found nothing and the endpoint's row has not changed
/// since that scan began.
/// </summary>
/// <param name="settings">The notification settings.</param>
/// <param name="monitor">Reads and changes the endpoints' health.</param>
/// <param name="releases">Ensures that one release is active for each endpoint.</param>
/// <param name="store">The delivery store.</param>
/// <param name="parked">Reads waiting deliveries.</param>
/// <param name="attempts">Makes attempts.</param>
/// <param name="outcomes">Records the outcomes.</param>
/// <param name="time">The clock.</param>
public sealed class ReleaseStep(
    NotificationSettings settings,
    EndpointMonitor monitor,
    EndpointReleases releases,
    IDeliveryStore store,
    ParkedDeliveries parked,
    DeliveryAttempts attempts,
    DeliveryOutcomes outcomes,
    TimeProvider time)
{
    // The names of the run's counts, as the API shows them.
    private const string Attempted = "attempted";
    private const string Delivered = "delivered";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Runs one step of a release.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Cancels the step, which is then repeated.</param>
    /// <returns>The run after the step.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<RunProgress> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var name = run.Parameters[EndpointReleases.Endpoint];
        var counts = new RunCounts(run.Counts);
        var began = time.GetTimestamp();
        var cursor = run.Cursor;
        var foundAny = cursor is not null;
        var scanned = string.Empty;
        while (time.GetElapsedTime(began) < RunSteps.Budget)
        {
            if (await releases.TryTakeAsync(name, run.Id, cancellationToken) is not var (health, etag))
            {
                return End(run, counts);
            }

            if (health.State is not EndpointState.Healthy || settings.Find(name) is not { } endpoint)
            {
                // Whatever makes the endpoint healthy again requests another release.
                return await monitor.TryWriteAsync(health with { Release = null }, etag, cancellationToken) is null
                    ? new RunProgress(run with { Counts = counts.ToDictionary() })
                    : End(run, counts);
            }

            // Whatever is parked during a scan changes the row, so the row must be as it was when the scan began.
            scanned = cursor is null ? etag : scanned;
            var page = await store.ListParkedAsync(new ParkedFilter([DeliveryState.Waiting], name), cursor, endpoint.Capacity.ReleasePage, cancellationToken);
            var (found, attempted, isWhole) = await ReleaseAsync(endpoint, health, page.Items, began, counts, cancellationToken);
            foundAny |= found > 0;
            if (!isWhole)
            {
                break;
            }

            if (page.Next is null && !foundAny && await monitor.TryWriteAsync(health with { Release = null }, scanned, cancellationToken) is not null)
            {
                return End(run, counts);
            }

            cursor = page.Next;
            foundAny &= cursor is not null;
            if (cursor is null && found > 0 && attempted == 0)
            {
                return new RunProgress(run with { Counts = counts.ToDictionary(), Cursor = cursor }, Pause, "Other processes hold the remaining deliveries.");
            }
        }

        return new RunProgress(run with { Counts = counts.ToDictionary(), Cursor = cursor });
    }

    private static RunProgress End(Run run, RunCounts counts) => new(run with { Counts = counts.ToDictionary(), Cursor = null, State = RunState.Finished });

    private async Task<(int Found, int Attempted, bool IsWhole)> ReleaseAsync(
        NotificationEndpoint endpoint,
        EndpointHealth health,
        IReadOnlyList<ParkedEntry> waiting,
        long began,
        RunCounts counts,
        CancellationToken cancellationToken)
    {
        var (begun, found, attempted, delivered) = (0, 0, 0, 0);

        // The loop's own token is cancelled as soon as the storage fails for one delivery. What the others have begun to send is answered and recorded all the same.
        var paced = PacedAsync(waiting, endpoint.Capacity.ReleaseInterval, began, cancellationToken);
        await Parallel.ForEachAsync(paced, new ParallelOptions { MaxDegreeOfParallelism = endpoint.Capacity.MaxReleased, CancellationToken = cancellationToken }, async (entry, token) =>
        {
            Interlocked.Increment(ref begun);

            // Each delivery's row is read just before its attempt, not with its page.
            if (await parked.FindAsync(entry, token) is not { } delivery)
            {
                return;
            }

            Interlocked.Increment(ref found);

            // The endpoint may have begun to fail meanwhile; the attempt would only fail as well.
            if (delivery.Value.IsClaimed(time.GetUtcNow())
                || (await monitor.RecallAsync(endpoint.Name, token)).State is not EndpointState.Healthy
                || await attempts.TryAsync(endpoint, health, delivery, cancellationToken) is not { } attempt)
            {
                return;
            }

            Interlocked.Increment(ref attempted);
            await outcomes.RecordAsync(attempt, cancellationToken);
            if (attempt.Answer is { IsSuccess: true })
            {
                Interlocked.Increment(ref delivered);
            }
        });

        counts.Add(Attempted, attempted);
        counts.Add(Delivered, delivered);
        return (found, attempted, begun == waiting.Count);
    }

    private async IAsyncEnumerable<ParkedEntry> PacedAsync(IReadOnlyList<ParkedEntry> waiting, TimeSpan interval, long stepBegan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        foreach (var (turn, entry) in waiting.Index())
        {
            // Each start is computed from the first one, because a delay tends to last slightly too long.
            if ((turn * interval) - time.GetElapsedTime(began) is { Ticks: > 0 } rest)
            {
                await Task.Delay(rest, time, cancellationToken);
            }

            if (time.GetElapsedTime(stepBegan) > RunSteps.Budget)
            {
                yield break;
            }

            yield return entry;
        }
    }
}
