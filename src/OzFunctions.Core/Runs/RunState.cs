namespace OzFunctions.Core.Runs;

/// <summary>The state of a run.</summary>
public enum RunState
{
    /// <summary>It continues step by step.</summary>
    Running,

    /// <summary>It reached a limit, or Oz was unavailable; the next scheduled run resumes it.</summary>
    Waiting,

    /// <summary>It is complete.</summary>
    Finished,

    /// <summary>It ended early; its error says why.</summary>
    Failed,
}
