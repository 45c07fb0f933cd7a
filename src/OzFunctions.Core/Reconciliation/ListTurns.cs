namespace OzFunctions.Core.Reconciliation;

/// <summary>Reads the lists of a run in turn, so that none has to wait until another has been read whole.</summary>
/// <param name="listed">Applies what Oz lists.</param>
/// <param name="scope">The limits of a run, and Oz's clock.</param>
public sealed class ListTurns(ListedFolders listed, ReconciliationScope scope)
{
    // About as many as a step has time for.
    private const int PagesOfATurn = 10;

    /// <summary>Goes on with the lists.</summary>
    /// <param name="pass">The step.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>Whether all were read; else the step's time was up, or the run's limit reached.</returns>
    /// <exception cref="OzUnavailableException">Oz cannot be asked now.</exception>
    /// <exception cref="OzRefusedException">Oz will not answer, ever.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<bool> RunAsync(ReconciliationPass pass, CancellationToken cancellationToken)
    {
        while (pass.Progress.Lists.Any(static list => !list.IsDone) && !pass.IsTimeUp && pass.Progress.Pages < scope.Settings.MaxPages)
        {
            var (turn, count) = (pass.Progress.ListTurn % pass.Progress.Lists.Count, pass.Progress.Lists.Count);

            // However few pages a run may read, each list has its share of them.
            var share = Math.Clamp(scope.Settings.MaxPages / count, 1, PagesOfATurn);
            await listed.RunAsync(pass, pass.Progress.Lists[turn], moved => Move(pass, turn, moved), share, cancellationToken);
            pass.Progress = After(pass.Progress);
        }

        return pass.Progress.Lists.All(static list => list.IsDone);
    }

    /// <summary>Gives the turn to the next list.</summary>
    /// <param name="progress">Where the run stands.</param>
    /// <returns>Where it stands then.</returns>
    internal static ReconciliationProgress After(ReconciliationProgress progress)
    {
        var turn = progress.ListTurn % progress.Lists.Count;
        return progress.With(turn, progress.Lists[turn].Paused()) with { ListTurn = progress.ListTurn + 1 };
    }

    private void Move(ReconciliationPass pass, int turn, ListingCursor moved)
    {
        pass.Progress = pass.Progress.With(turn, moved);
        if (moved is not { IsDone: true, By: OzTimeField.Created, Behind: null })
        {
            return;
        }

        if (moved is { Latest: { } latest, LatestBefore: { } before, Since: { } since } && latest > before)
        {
            // What was not there when the list was read before has been created since then.
            scope.Clock.Compare(DateTimeOffset.FromUnixTimeSeconds(latest), DateTimeOffset.FromUnixTimeSeconds(since), DateTimeOffset.MaxValue);
        }

        // A list of what was updated that is read after it shows all that happened until then, even if nothing on it is that young.
        if (pass.Progress.Updated is { IsDone: false, IsAmidSecond: false } updated && updated.Reached == updated.Began)
        {
            pass.Progress = pass.Progress.With(pass.Progress.Lists.ToList().IndexOf(updated), updated.AfterReading(moved));
        }
    }
}
