namespace OzFunctions.Core.Reconciliation;

/// <summary>Reads the lists of a run in turn, so that no list waits until another has been read completely.</summary>
/// <param name="listed">Applies lists of Oz.</param>
/// <param name="scope">The limits of a run, and Oz's clock.</param>
public sealed class RoundRobinLists(ListedFolders listed, ReconciliationScope scope)
{
    // About as many pages as a step has time for.
    private const int PagesPerTurn = 10;

    /// <summary>Continues with the lists.</summary>
    /// <returns>True when all were read; false when the step's time is up, or the run's limit is reached.</returns>
    /// <exception cref="OzUnavailableException">Oz is unavailable.</exception>
    /// <exception cref="OzRefusedException">Oz rejects the request permanently.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<bool> RunAsync(ReconciliationPass pass, CancellationToken cancellationToken)
    {
        while (pass.Progress.Lists.Any(static list => !list.IsDone) && !pass.IsTimeUp && pass.Progress.Pages < scope.Settings.MaxPages)
        {
            var (turn, count) = (pass.Progress.ListTurn % pass.Progress.Lists.Count, pass.Progress.Lists.Count);

            // However few pages a run may read, each list gets its share.
            var share = Math.Clamp(scope.Settings.MaxPages / count, 1, PagesPerTurn);
            await listed.RunAsync(pass, pass.Progress.Lists[turn], moved => Move(pass, turn, moved), share, cancellationToken);
            pass.Progress = After(pass.Progress);
        }

        return pass.Progress.Lists.All(static list => list.IsDone);
    }

    /// <summary>Advances the turn to the next list.</summary>
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
            // A folder that was not on the list when it was last read has been created since.
            scope.Clock.Compare(DateTimeOffset.FromUnixTimeSeconds(latest), DateTimeOffset.FromUnixTimeSeconds(since), DateTimeOffset.MaxValue);
        }

        // A list of updated folders that is read after this one shows everything up to now, even if it contains nothing that recent.
        if (pass.Progress.Updated is { IsDone: false, IsAmidSecond: false } updated && updated.Reached == updated.Began)
        {
            pass.Progress = pass.Progress.With(pass.Progress.Lists.ToList().IndexOf(updated), updated.AfterReading(moved));
        }
    }
}
