using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Takes a run of reconciliation one bounded step further.</summary>
/// <param name="held">Releases held deliveries.</param>
/// <param name="due">Asks about folders that are due.</param>
/// <param name="listed">Applies what Oz lists.</param>
/// <param name="proof">Compares ours with Oz's.</param>
/// <param name="settings">The limits of a run.</param>
/// <param name="time">The clock.</param>
public sealed class ReconciliationStep(
    HeldDeliveries held,
    DueFolders due,
    ListedFolders listed,
    ProofStep proof,
    ReconciliationSettings settings,
    TimeProvider time)
{
    private const int MaxTries = 6;
    private const string MaxDuration = "maxDuration";
    private const string MaxPages = "maxPages";

    // Leaves a third of a step's claim for writing down what came of it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    /// <summary>Takes a run one step further.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Gives up; the step is then done again.</param>
    /// <returns>The run after the step, and how long the next one waits.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<RunProgress> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var pass = new ReconciliationPass(run, time);
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await WorkAsync(pass, either.Token);
            pass.Progress = pass.Progress with { Tries = 0 };
            return new RunProgress(After(pass));
        }
        catch (OzUnavailableException e)
        {
            return Wait(pass, e.Message, e.RetryAfter ?? TimeSpan.Zero);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Wait(pass, "Oz does not answer in time.", TimeSpan.Zero);
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
            if (await IsDoneAsync(pass, cancellationToken))
            {
                pass.Progress = pass.Progress with { Phase = NextOf(pass.Progress.Phase) };
            }
        }
    }

    private Task<bool> IsDoneAsync(ReconciliationPass pass, CancellationToken cancellationToken) => pass.Progress.Phase switch
    {
        ReconciliationPhase.Held => held.ReleaseAsync(pass.Counts, cancellationToken),
        ReconciliationPhase.Due => due.RunAsync(pass, cancellationToken),
        ReconciliationPhase.Created => ListAsync(pass, pass.Progress.Created, static (progress, list) => progress with { Created = list }, cancellationToken),
        ReconciliationPhase.Updated => ListAsync(pass, pass.Progress.Updated, static (progress, list) => progress with { Updated = list }, cancellationToken),
        ReconciliationPhase.Span => ListAsync(pass, pass.Progress.Span, static (progress, list) => progress with { Span = list }, cancellationToken),
        ReconciliationPhase.Compared => proof.CompareAsync(pass, cancellationToken),
        ReconciliationPhase.Ours => proof.CompareOursAsync(pass, cancellationToken),
        var phase => throw new InvalidOperationException($"Nothing is done in {phase}."),
    };

    private Task<bool> ListAsync(
        ReconciliationPass pass,
        ListingCursor? list,
        Func<ReconciliationProgress, ListingCursor, ReconciliationProgress> move,
        CancellationToken cancellationToken) => list is null
            ? Task.FromResult(true)
            : listed.RunAsync(pass, list, moved => pass.Progress = move(pass.Progress, moved), cancellationToken);

    private static ReconciliationPhase NextOf(ReconciliationPhase phase) => phase switch
    {
        ReconciliationPhase.Held => ReconciliationPhase.Due,
        ReconciliationPhase.Due => ReconciliationPhase.Created,
        ReconciliationPhase.Created => ReconciliationPhase.Updated,
        ReconciliationPhase.Compared => ReconciliationPhase.Ours,
        _ => ReconciliationPhase.Over,
    };

    private string? LimitOf(ReconciliationPass pass)
    {
        if (time.GetUtcNow() - pass.Run.StartedAt >= settings.MaxDuration)
        {
            return MaxDuration;
        }

        var isReading = pass.Progress.Phase is not (ReconciliationPhase.Held or ReconciliationPhase.Due or ReconciliationPhase.Ours);
        return isReading && pass.Progress.Pages >= settings.MaxPages ? MaxPages : null;
    }

    private Run After(ReconciliationPass pass)
    {
        if (pass.Progress.Phase is ReconciliationPhase.Over)
        {
            return End(pass, RunState.Finished);
        }

        var limit = LimitOf(pass);
        return End(pass, limit is null ? RunState.Running : RunState.Finished) with { StoppedBy = limit };
    }

    private static Run End(ReconciliationPass pass, RunState state) =>
        pass.Run with { State = state, Counts = pass.Counts.ToDictionary(), Cursor = $"{pass.Progress}" };

    private static RunProgress Wait(ReconciliationPass pass, string because, TimeSpan atLeast)
    {
        var tries = pass.Progress.Tries + 1;
        pass.Progress = pass.Progress with { Tries = tries };
        if (tries >= MaxTries || atLeast > LongestDelay)
        {
            return new RunProgress(End(pass, RunState.Failed) with { Error = $"{because} The next run goes on from here." });
        }

        var own = FirstDelay * Math.Pow(2, tries - 1);
        return new RunProgress(End(pass, RunState.Running), own > atLeast ? own : atLeast, because);
    }
}
