namespace OzFunctions.Tests.Oracle.Lives;

/// <summary>The true life of a folder at Oz, and what Oz told of it.</summary>
/// <param name="Groups">The groups of analyses that were requested.</param>
/// <param name="Reports">What Oz sent after each event, by the event's number; nothing after those beyond its end.</param>
/// <param name="CutOff">How many of the last events have not happened yet.</param>
/// <param name="NamesBackwards">Whether ids of groups that were requested later are ordinally smaller.</param>
/// <param name="TellsCreated">Whether payloads name <c>time_created</c>.</param>
internal sealed record Life(LifeGroup[] Groups, ReportPlan[] Reports, int CutOff, bool NamesBackwards, bool TellsCreated);

/// <summary>A group: analyses of one request.</summary>
/// <param name="Start">When it was requested, in seconds.</param>
/// <param name="Analyses">Its analyses.</param>
internal sealed record LifeGroup(int Start, LifeAnalysis[] Analyses);

/// <summary>An analysis with its runs; all but the first are repetitions.</summary>
/// <param name="IsQuality">Whether it is a liveness analysis, which never asks for an operator.</param>
/// <param name="Runs">Its runs, one after the other.</param>
internal sealed record LifeAnalysis(bool IsQuality, LifeRun[] Runs);

/// <summary>A run of an analysis.</summary>
/// <param name="Wait">Seconds since the end of the run before it, or the decision.</param>
/// <param name="Duration">Seconds until its end.</param>
/// <param name="End">The result at its end.</param>
/// <param name="Decision">What an operator decides, if the end asks for one; null for no decision.</param>
/// <param name="DecisionAfter">Seconds from the end until the decision.</param>
/// <param name="KeepsTime">Whether the decision leaves <c>time_updated</c> as it was.</param>
internal sealed record LifeRun(int Wait, int Duration, string End, string? Decision, int DecisionAfter, bool KeepsTime);

/// <summary>What Oz sends after one event.</summary>
/// <param name="Kind">Which part of the folder it tells.</param>
/// <param name="TellsWords">Whether a webhook carries the folder's statuses.</param>
/// <param name="MovesFolder">Whether the event moved the folder's own <c>time_updated</c>.</param>
/// <param name="IsLost">Whether the payload never arrives.</param>
internal sealed record ReportPlan(ReportKind Kind, bool TellsWords, bool MovesFolder, bool IsLost);

/// <summary>Which part of a folder a payload tells.</summary>
internal enum ReportKind
{
    /// <summary>Nothing is sent.</summary>
    None,

    /// <summary>A webhook with the folder and all analyses.</summary>
    Full,

    /// <summary>Oz's answer to a question, with the folder and all analyses.</summary>
    Answer,

    /// <summary>A webhook with the analyses of one group.</summary>
    Group,

    /// <summary>A webhook with one analysis.</summary>
    One,

    /// <summary>A webhook with the folder's statuses only.</summary>
    Words,
}
