using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>Removes a little at a time, and counts it, until nothing is left or the time of the step is up.</summary>
internal static class RemovalLoop
{
    /// <summary>Where a run stands once nothing is left.</summary>
    public const string Over = "";

    /// <summary>The run's count of rows, as the run shows it. Rows that a killed step had removed are not in it.</summary>
    public const string Rows = "rows";

    /// <summary>Takes a run one step further.</summary>
    /// <param name="run">The run.</param>
    /// <param name="counts">What the run counts, and <paramref name="removeSome"/> adds to.</param>
    /// <param name="time">The clock.</param>
    /// <param name="removeSome">Removes some, of where the run stands; null at its beginning. Gives where it stands then, or <see cref="Over"/>.</param>
    /// <returns>The run after the step.</returns>
    public static async Task<Run> RunAsync(Run run, RunCounts counts, TimeProvider time, Func<string?, Task<string?>> removeSome)
    {
        var until = time.GetUtcNow() + RunSteps.Budget;
        counts.Add(Rows, 0);
        var cursor = run.Cursor;
        do
        {
            cursor = await removeSome(cursor);
        }
        while (cursor != Over && time.GetUtcNow() < until);

        return run with { Counts = counts.ToDictionary(), Cursor = cursor, State = cursor == Over ? RunState.Finished : RunState.Running };
    }

    /// <summary>Goes on with a sweep that is the last thing a run does.</summary>
    /// <param name="name">Stands before where the sweep goes on.</param>
    /// <param name="cursor">Where the run stands: <paramref name="name"/> and what an earlier part of the sweep gave, if there was one.</param>
    /// <param name="counts">What the run counts.</param>
    /// <param name="sweep">Sweeps some, from where it is told; null at its beginning.</param>
    /// <returns>Where the run stands then.</returns>
    public static async Task<string> SweepAsync(string name, string cursor, RunCounts counts, Func<string?, Task<Swept>> sweep)
    {
        var swept = await sweep(cursor.Length > name.Length ? cursor[name.Length..] : null);
        counts.Add(Rows, swept.Rows);
        return swept.Next is null ? Over : name + swept.Next;
    }
}
