namespace OzFunctions.Core.Runs;

/// <summary>How a run stands.</summary>
public enum RunState
{
    /// <summary>It goes on, step by step.</summary>
    Running,

    /// <summary>It did what it was to do.</summary>
    Finished,

    /// <summary>It stopped before its end; its error says why.</summary>
    Failed,
}
