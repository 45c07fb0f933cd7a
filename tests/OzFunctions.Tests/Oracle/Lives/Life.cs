namespace OzFunctions.Tests.Oracle.Lives;

/// <summary>The true life of a folder at Oz, and what Oz reported of it.</summary>
/// <param name="Groups">The groups of requested analyses.</param>
/// <param name="Reports">What Oz sent after each event, by the event's number; nothing for events without an entry.</param>
/// <param name="CutOff">The number of last events that have not happened yet.</param>
/// <param name="NamesBackwards">Whether the ids of groups requested later sort first.</param>
/// <param name="TellsCreated">Whether payloads contain <c>time_created</c>.</param>
internal sealed record Life(LifeGroup[] Groups, ReportPlan[] Reports, int CutOff, bool NamesBackwards, bool TellsCreated);

/// <summary>A group: the analyses of one request.</summary>
/// <param name="Start">The time of the request, in seconds.</param>
/// <param name="Analyses">Its analyses.</param>
internal sealed record LifeGroup(int Start, LifeAnalysis[] Analyses);

/// <summary>An analysis with its runs; the runs after the first are repetitions.</summary>
/// <param name="IsQuality">Whether it is a liveness analysis, which never needs an operator.</param>
/// <param name="Runs">Its runs in order.</param>
internal sealed record LifeAnalysis(bool IsQuality, LifeRun[] Runs);

/// <summary>A run of an analysis.</summary>
/// <param name="Wait">Seconds since the end of the previous run, or since the decision.</param>
/// <param name="Duration">Seconds until its end.</param>
/// <param name="End">The result at the end.</param>
/// <param name="Decision">The operator's decision if the result needs one; null for no decision.</param>
/// <param name="DecisionAfter">Seconds from the end until the decision.</param>
/// <param name="KeepsTime">Whether the decision leaves <c>time_updated</c> unchanged.</param>
internal sealed record LifeRun(int Wait, int Duration, string End, string? Decision, int DecisionAfter, bool KeepsTime);

/// <summary>What Oz sends after an event.</summary>
/// <param name="Kind">The part of the folder in the payload.</param>
/// <param name="TellsWords">Whether a webhook contains the folder's statuses.</param>
/// <param name="MovesFolder">Whether the event changed the folder's own <c>time_updated</c>.</param>
/// <param name="IsLost">Whether the payload never arrives.</param>
internal sealed record ReportPlan(ReportKind Kind, bool TellsWords, bool MovesFolder, bool IsLost);

/// <summary>The part of a folder in a payload.</summary>
internal enum ReportKind
{
    /// <summary>Nothing is sent.</summary>
    None,

    /// <summary>A webhook with the folder and all analyses.</summary>
    Full,

    /// <summary>Oz's response to a request, with the folder and all analyses.</summary>
    Answer,

    /// <summary>A webhook with the analyses of one group.</summary>
    Group,

    /// <summary>A webhook with one analysis.</summary>
    One,

    /// <summary>A webhook with the folder's statuses only.</summary>
    Words,
}
