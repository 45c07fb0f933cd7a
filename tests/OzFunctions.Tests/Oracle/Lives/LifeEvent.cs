namespace OzFunctions.Tests.Oracle.Lives;

/// <summary>An event in the life of one group's analyses.</summary>
/// <param name="At">When it happened, in seconds.</param>
/// <param name="GroupId">The group's id.</param>
/// <param name="AnalysisIds">The ids of the analyses.</param>
/// <param name="Result">Their new result.</param>
/// <param name="Step">The kind of event.</param>
/// <param name="KeepsTime">Whether <c>time_updated</c> is unchanged.</param>
internal sealed record LifeEvent(int At, string GroupId, IReadOnlyList<string> AnalysisIds, string Result, LifeStep Step, bool KeepsTime = false)
{
    /// <summary>Returns all events of a life in order.</summary>
    public static IReadOnlyList<LifeEvent> Of(Life life)
    {
        var events = life.Groups
            .SelectMany((group, number) => Of(group, life.NamesBackwards ? $"g{9 - number}" : $"g{number}"))
            .OrderBy(static happened => happened.At)
            .ThenBy(static happened => happened.Step != LifeStep.Request)
            .ToList();
        return events[..Math.Max(1, events.Count - life.CutOff)];
    }

    private static IEnumerable<LifeEvent> Of(LifeGroup group, string groupId)
    {
        string[] ids = [.. group.Analyses.Select((analysis, number) => $"{groupId}-{(analysis.IsQuality ? "quality" : "biometry")}{number}")];
        return group.Analyses
            .SelectMany((analysis, number) => Of(analysis, group.Start, groupId, ids[number]))
            .Prepend(new LifeEvent(group.Start, groupId, ids, "PROCESSING", LifeStep.Request));
    }

    private static IEnumerable<LifeEvent> Of(LifeAnalysis analysis, int start, string groupId, string id)
    {
        var at = start;
        foreach (var (number, run) in analysis.Runs.Index())
        {
            if (number > 0)
            {
                at += run.Wait;
                yield return new LifeEvent(at, groupId, [id], "PROCESSING", LifeStep.RunAgain);
            }

            at += run.Duration;
            yield return new LifeEvent(at, groupId, [id], run.End, LifeStep.EndOfRun);
            if (run.End == "OPERATOR_REQUIRED" && run.Decision is { } decision)
            {
                at += run.DecisionAfter;
                yield return new LifeEvent(at, groupId, [id], decision, LifeStep.Decision, run.KeepsTime);
            }
        }
    }
}

/// <summary>The kinds of events in the life of an analysis.</summary>
internal enum LifeStep
{
    /// <summary>The group was requested.</summary>
    Request,

    /// <summary>A run ended.</summary>
    EndOfRun,

    /// <summary>An operator decided.</summary>
    Decision,

    /// <summary>The analysis was started again.</summary>
    RunAgain,
}
