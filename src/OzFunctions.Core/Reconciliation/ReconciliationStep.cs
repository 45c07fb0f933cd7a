using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Takes a run of reconciliation one bounded step further.</summary>
/// <param name="endpoints">Looks after endpoints.</param>
/// <param name="due">Asks about folders that are due.</param>
/// <param name="listed">Applies what Oz lists.</param>
/// <param name="proof">Compares ours with Oz's.</param>
/// <param name="scope">Whether Oz can be asked, and the limits of a run.</param>
/// <param name="time">The clock.</param>
public sealed class ReconciliationStep(
    EndpointUpkeep endpoints,
    DueFolders due,
    ListedFolders listed,
    ProofStep proof,
    ReconciliationScope scope,
    TimeProvider time)
{
    private const int MaxTries = 6;

    // After so many failures a page may be what Oz fails on.
    private const int TriesOfAPage = 3;
    private const string MaxDuration = "maxDuration";
    private const string MaxPages = "maxPages";

    private static readonly DoublingDelay Delay = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Takes a run one step further.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Gives up; the step is then done again.</param>
    /// <returns>The run after the step, and how long the next one waits.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<RunProgress> RunAsync(Run run, CancellationToken cancellationToken)
    {
        using var pass = new ReconciliationPass(run, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pass.Patience, cancellationToken);
        try
        {
            await WorkAsync(pass, either.Token);
            pass.Progress = pass.Progress with { Tries = 0 };
            return new RunProgress(After(pass));
        }
        catch (OzUnavailableException e)
        {
            return Wait(pass, e.Message, e.RetryAfter ?? TimeSpan.Zero, e.IsHeldBack);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Wait(pass, "Oz does not answer in time.", TimeSpan.Zero, isHeldBack: false);
        }
        catch (OzRefusedException e)
        {
            return new RunProgress(End(pass, RunState.Failed) with { Error = e.Message });
        }
    }

    private async Task WorkAsync(ReconciliationPass pass, CancellationToken cancellationToken)
    {
        while (pass.Progress.Phase is not ReconciliationPhase.Over && !pass.IsTimeUp && LimitOf(pass) is null)
        {
            var isDone = await IsDoneAsync(pass, cancellationToken);
            if (isDone || IsDueLongEnough(pass))
            {
                pass.Progress = EndOfPhase(pass.Progress) with { Phase = NextOf(pass.Progress.Phase), DueMissed = isDone ? pass.Progress.DueMissed : "The storage took too long to find them." };
            }
        }
    }

    private Task<bool> IsDoneAsync(ReconciliationPass pass, CancellationToken cancellationToken) => pass.Progress.Phase switch
    {
        ReconciliationPhase.Endpoints => LookAfterEndpointsAsync(pass),
        ReconciliationPhase.Due => due.RunAsync(pass, cancellationToken),
        _ when !scope.CanAsk => Task.FromResult(true),
        ReconciliationPhase.Created => ListAsync(pass, pass.Progress.Created, static (progress, list) => progress with { Created = list }, cancellationToken),
        ReconciliationPhase.Updated => ListAsync(pass, pass.Progress.Updated, static (progress, list) => progress with { Updated = list }, cancellationToken),
        ReconciliationPhase.Span => ListAsync(pass, pass.Progress.Span, static (progress, list) => progress with { Span = list }, cancellationToken),
        ReconciliationPhase.Compared => proof.CompareAsync(pass, cancellationToken),
        ReconciliationPhase.Ours => proof.CompareOursAsync(pass, cancellationToken),
        var phase => throw new InvalidOperationException($"Nothing is done in {phase}."),
    };

    private async Task<bool> LookAfterEndpointsAsync(ReconciliationPass pass)
    {
        if (await pass.WaitForStorageAsync(() => endpoints.RunAsync(CancellationToken.None)) is > 0 and var released)
        {
            pass.Counts.Add(LookCounts.Released, released);
        }

        return true;
    }

    private Task<bool> ListAsync(
        ReconciliationPass pass,
        ListingCursor? list,
        Func<ReconciliationProgress, ListingCursor, ReconciliationProgress> move,
        CancellationToken cancellationToken) => list is null
            ? Task.FromResult(true)
            : listed.RunAsync(pass, list, moved => pass.Progress = move(pass.Progress, moved), cancellationToken);

    private ReconciliationProgress EndOfPhase(ReconciliationProgress progress)
    {
        if (progress is not { Phase: ReconciliationPhase.Created, Created: { IsDone: true } created })
        {
            return progress;
        }

        if (created is { Latest: { } latest, LatestBefore: { } before, Since: { } since } && latest > before)
        {
            // What was not there when the list was read before has been created since then.
            scope.Clock.Compare(DateTimeOffset.FromUnixTimeSeconds(latest), DateTimeOffset.FromUnixTimeSeconds(since), DateTimeOffset.MaxValue);
        }

        // The list of what was updated is read after it, so it shows all that happened until then, even if nothing on it is that young.
        return progress with { Updated = progress.Updated?.AfterReading(created) };
    }

    private static ReconciliationPhase NextOf(ReconciliationPhase phase) => phase switch
    {
        ReconciliationPhase.Endpoints => ReconciliationPhase.Due,
        ReconciliationPhase.Due => ReconciliationPhase.Created,
        ReconciliationPhase.Created => ReconciliationPhase.Updated,
        ReconciliationPhase.Compared => ReconciliationPhase.Ours,
        _ => ReconciliationPhase.Over,
    };

    // However many folders are due, what Oz lists must have its turn.
    private bool IsDueLongEnough(ReconciliationPass pass) =>
        pass.Progress.Phase is ReconciliationPhase.Due && scope.Now - pass.Run.StartedAt >= scope.Settings.MaxDuration / 2;

    private string? LimitOf(ReconciliationPass pass)
    {
        if (scope.Now - pass.Run.StartedAt >= scope.Settings.MaxDuration)
        {
            return MaxDuration;
        }

        var isReading = pass.Progress.Phase is not (ReconciliationPhase.Endpoints or ReconciliationPhase.Due or ReconciliationPhase.Ours);
        return isReading && pass.Progress.Pages >= scope.Settings.MaxPages ? MaxPages : null;
    }

    private Run After(ReconciliationPass pass)
    {
        var isOver = pass.Progress.Phase is ReconciliationPhase.Over || LimitOf(pass) is not null;
        if (isOver && pass is { Progress.DueMissed: { } because, HasLookedAtNothing: true })
        {
            return End(pass, RunState.Failed) with { Error = $"No folder that is due was looked at. {because}" };
        }

        if (pass.Progress.Phase is ReconciliationPhase.Over)
        {
            return End(pass, RunState.Finished);
        }

        var limit = LimitOf(pass);
        return End(pass, limit is null ? RunState.Running : RunState.Finished) with { StoppedBy = limit };
    }

    private Run End(ReconciliationPass pass, RunState state) => pass.Run with
    {
        State = state,
        Counts = pass.Counts.ToDictionary(),
        Cursor = $"{pass.Progress with { Skew = scope.Clock.Greatest ?? pass.Progress.Skew }}",
    };

    private RunProgress Wait(ReconciliationPass pass, string because, TimeSpan atLeast, bool isHeldBack)
    {
        // What was not even asked is no failure of what would have been.
        var tries = pass.Progress.Tries + (isHeldBack ? 0 : 1);
        pass.Progress = pass.Progress with { Tries = tries };
        if (atLeast > Delay.Longest)
        {
            var pause = atLeast < LongestPause ? atLeast : LongestPause;
            pass.Progress = pass.Progress with { NotBefore = scope.Now + pause };
            return new RunProgress(End(pass, RunState.Failed) with { Error = $"{because} The next run begins in {pause.TotalMinutes:0} minutes at the earliest." });
        }

        if (tries >= MaxTries || LimitOf(pass) is not null || IsDueLongEnough(pass))
        {
            return GiveUp(pass, because);
        }

        if (tries == TriesOfAPage)
        {
            pass.Progress = WithShorterPage(pass.Progress);
        }

        var own = Delay.After(Math.Max(0, tries - 1));
        return new RunProgress(End(pass, RunState.Running), own > atLeast ? own : atLeast, because);
    }

    private RunProgress GiveUp(ReconciliationPass pass, string because)
    {
        if (pass.Progress.Phase is not ReconciliationPhase.Due)
        {
            return new RunProgress(End(pass, RunState.Failed) with { Error = $"{because} The next run goes on from here." });
        }

        // A few folders that Oz fails on must not keep the run from its lists.
        pass.Progress = pass.Progress with { Phase = ReconciliationPhase.Created, Tries = 0, DueMissed = because };
        return new RunProgress(End(pass, RunState.Running), Delay.First, because);
    }

    private static ReconciliationProgress WithShorterPage(ReconciliationProgress progress) => progress.Phase switch
    {
        ReconciliationPhase.Created => progress with { Created = progress.Created?.Halved() },
        ReconciliationPhase.Updated => progress with { Updated = progress.Updated?.Halved() },
        ReconciliationPhase.Span or ReconciliationPhase.Compared => progress with { Span = progress.Span?.Halved() },
        _ => progress,
    };
}
