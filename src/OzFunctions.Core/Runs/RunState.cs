namespace OzFunctions.Core.Runs;

/// <summary>How a run stands.</summary>
public enum RunState
{
    /// <summary>It goes on, step by step.</summary>
    Running,

    /// <summary>It met a limit, or an Oz that does not answer, and the next scheduled run has it go on.</summary>
    Waiting,

    /// <summary>It did what it was to do.</summary>
    Finished,

    /// <summary>It stopped before its end; its error says why.</summary>
    Failed,
}
