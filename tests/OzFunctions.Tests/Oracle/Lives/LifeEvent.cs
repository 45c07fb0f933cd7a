namespace OzFunctions.Tests.Oracle.Lives;

/// <summary>Something that happened to analyses of one group.</summary>
/// <param name="At">When, in seconds.</param>
/// <param name="GroupId">The group.</param>
/// <param name="AnalysisIds">The analyses.</param>
/// <param name="Result">Their result from now on.</param>
/// <param name="Step">What kind of event it is.</param>
/// <param name="KeepsTime">Whether <c>time_updated</c> stays.</param>
internal sealed record LifeEvent(int At, string GroupId, IReadOnlyList<string> AnalysisIds, string Result, LifeStep Step, bool KeepsTime = false)
{
    /// <summary>All events of a life in the order in which they happened.</summary>
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

/// <summary>What happens in the life of an analysis.</summary>
internal enum LifeStep
{
    /// <summary>Its group was requested.</summary>
    Request,

    /// <summary>A run ended.</summary>
    EndOfRun,

    /// <summary>An operator decided.</summary>
    Decision,

    /// <summary>It runs once more.</summary>
    RunAgain,
}
