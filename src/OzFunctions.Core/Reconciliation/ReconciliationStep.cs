using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Runs one bounded step of a reconciliation run.</summary>
/// <param name="endpoints">Checks endpoints.</param>
/// <param name="index">Compares the index with folders.</param>
/// <param name="due">Polls Oz for due folders.</param>
/// <param name="lists">Reads the lists of Oz in turn.</param>
/// <param name="listed">Applies lists of Oz.</param>
/// <param name="dryRun">Compares our folders with Oz's.</param>
/// <param name="ends">Determines the end state of a run.</param>
/// <param name="scope">Oz's availability, and the limits of a run.</param>
/// <param name="time">The clock.</param>
public sealed class ReconciliationStep(
    EndpointMaintenance endpoints,
    IndexComparison index,
    DueFolders due,
    RoundRobinLists lists,
    ListedFolders listed,
    DryRunStep dryRun,
    ReconciliationOutcome ends,
    ReconciliationScope scope,
    TimeProvider time)
{
    /// <summary>The name of the time limit, as runs show it.</summary>
    internal const string MaxDuration = "maxDuration";

    private const int MaxTries = 6;

    // After this many failures, the page itself may be the cause.
    private const int TriesPerPage = 3;
    private const string MaxPages = "maxPages";

    private static readonly DoublingDelay Delay = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));

    /// <summary>Runs one step of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Cancels the step, which is then repeated.</param>
    /// <returns>The run after the step, and the delay before the next step.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<RunProgress> RunAsync(Run run, CancellationToken cancellationToken)
    {
        using var pass = new ReconciliationPass(run, time, cancellationToken);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pass.Patience, cancellationToken);
        return await RunAsync(pass, either.Token, cancellationToken) with { Warning = pass.Warning };
    }

    private async Task<RunProgress> RunAsync(ReconciliationPass pass, CancellationToken patience, CancellationToken cancellationToken)
    {
        try
        {
            await WorkAsync(pass, patience);
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
            return new RunProgress(ends.Of(pass, RunState.Failed) with { Error = e.Message });
        }
    }

    private async Task WorkAsync(ReconciliationPass pass, CancellationToken cancellationToken)
    {
        while (pass.Progress.Phase is not ReconciliationPhase.Over && !pass.IsBudgetUsed && LimitOf(pass) is null)
        {
            var isDone = await IsDoneAsync(pass, cancellationToken);
            if (isDone || HasUsedItsShare(pass))
            {
                pass.Progress = EndOfPhase(pass, isDone);
            }
        }
    }

    private Task<bool> IsDoneAsync(ReconciliationPass pass, CancellationToken cancellationToken) => pass.Progress.Phase switch
    {
        ReconciliationPhase.Endpoints => CheckEndpointsAsync(pass),
        ReconciliationPhase.Index => index.RunAsync(pass),
        ReconciliationPhase.Due => due.RunAsync(pass, cancellationToken),
        _ when !scope.CanAsk => pass.Progress.Span is null ? Task.FromResult(true) : throw new OzUnavailableException("No Oz account is set."),
        ReconciliationPhase.Lists => lists.RunAsync(pass, cancellationToken),
        ReconciliationPhase.Span => listed.RunAsync(pass, pass.Progress.Span!, moved => pass.Progress = pass.Progress with { Span = moved }, int.MaxValue, cancellationToken),
        ReconciliationPhase.Compared => dryRun.CompareAsync(pass, cancellationToken),
        ReconciliationPhase.Ours => dryRun.CompareOursAsync(pass, cancellationToken),
        var phase => throw new InvalidOperationException($"Unexpected phase {phase}."),
    };

    private async Task<bool> CheckEndpointsAsync(ReconciliationPass pass)
    {
        if (await pass.WaitForStorageAsync(() => endpoints.RunAsync(pass.Cancelled)) is > 0 and var released)
        {
            pass.Counts.Add(ReconciliationCounts.Released, released);
        }

        return true;
    }

    // Due folders come before listed ones, so at the end of this phase no other folder was checked.
    private static ReconciliationProgress EndOfPhase(ReconciliationPass pass, bool isDone)
    {
        var isCutOff = !isDone && pass.Progress.Phase is ReconciliationPhase.Due;
        return pass.Progress with
        {
            Phase = NextOf(pass.Progress.Phase),
            IsDueCutOff = isCutOff || pass.Progress.IsDueCutOff,
            DueMissed = isCutOff && pass.HasCheckedNothing ? "The storage took too long to find them." : pass.Progress.DueMissed,
        };
    }

    private static ReconciliationPhase NextOf(ReconciliationPhase phase) => phase switch
    {
        ReconciliationPhase.Endpoints => ReconciliationPhase.Index,
        ReconciliationPhase.Index => ReconciliationPhase.Due,
        ReconciliationPhase.Due => ReconciliationPhase.Lists,
        ReconciliationPhase.Compared => ReconciliationPhase.Ours,
        _ => ReconciliationPhase.Over,
    };

    // The later phases must get their share of time, however many folders an hour has or are due.
    private bool HasUsedItsShare(ReconciliationPass pass) => pass.Progress.Phase switch
    {
        ReconciliationPhase.Index => scope.Now - pass.Progress.BeganAt >= scope.Settings.MaxDuration / 4,
        ReconciliationPhase.Due => scope.Now - pass.Progress.BeganAt >= scope.Settings.MaxDuration / 2,
        _ => false,
    };

    private string? LimitOf(ReconciliationPass pass)
    {
        var isReading = pass.Progress.Phase is ReconciliationPhase.Lists or ReconciliationPhase.Span or ReconciliationPhase.Compared;
        return scope.Now - pass.Progress.BeganAt >= scope.Settings.MaxDuration ? MaxDuration
            : isReading && pass.Progress.Pages >= scope.Settings.MaxPages ? MaxPages
            : null;
    }

    private Run After(ReconciliationPass pass)
    {
        var isOver = pass.Progress.Phase is ReconciliationPhase.Over;
        var limit = isOver ? null : LimitOf(pass);
        if (!isOver && limit is null)
        {
            return ends.Of(pass, RunState.Running);
        }

        return pass.Progress.Span is null ? ends.OfRun(pass, limit) : ends.OfSpan(pass, limit, because: null);
    }

    private RunProgress Wait(ReconciliationPass pass, string because, TimeSpan atLeast, bool isHeldBack)
    {
        // A request that was not made does not count as a failure.
        var tries = pass.Progress.Tries + (isHeldBack ? 0 : 1);
        pass.Progress = pass.Progress with { Tries = tries };
        if (atLeast > Delay.Longest)
        {
            var pause = atLeast < ReconciliationProgress.LongestPause ? atLeast : ReconciliationProgress.LongestPause;
            pass.Progress = pass.Progress with { NotBefore = scope.Now + pause };
            return new RunProgress(GiveUp(pass, $"{because} The next run begins in {pause.TotalMinutes:0} minutes at the earliest."));
        }

        if (tries >= MaxTries || LimitOf(pass) is not null || HasUsedItsShare(pass))
        {
            if (pass.Progress.Phase is not ReconciliationPhase.Due)
            {
                return new RunProgress(GiveUp(pass, $"{because} The next run continues from here."));
            }

            // A few folders for which Oz fails must not keep the run from its lists.
            pass.Progress = pass.Progress with { Phase = ReconciliationPhase.Lists, Tries = 0, DueMissed = because };
            return new RunProgress(ends.Of(pass, RunState.Running), Delay.First, because);
        }

        if (tries == TriesPerPage && !isHeldBack)
        {
            pass.Progress = AfterFailures(pass.Progress);
        }

        var own = Delay.After(Math.Max(0, tries - 1));
        return new RunProgress(ends.Of(pass, RunState.Running), own > atLeast ? own : atLeast, because);
    }

    private Run GiveUp(ReconciliationPass pass, string because) =>
        pass.Progress.Span is null ? ends.Of(pass, RunState.Failed) with { Error = because } : ends.OfSpan(pass, limit: null, because);

    // The cause may be one page or one list: shorter pages may succeed, and the other lists get their turn meanwhile.
    private static ReconciliationProgress AfterFailures(ReconciliationProgress progress) => progress.Phase switch
    {
        ReconciliationPhase.Lists => RoundRobinLists.After(progress.With(progress.ListTurn % progress.Lists.Count, progress.Lists[progress.ListTurn % progress.Lists.Count].Halved())),
        ReconciliationPhase.Span or ReconciliationPhase.Compared => progress with { Span = progress.Span?.Halved() },
        _ => progress,
    };
}
