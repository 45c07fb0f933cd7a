namespace OzFunctions.Core.Work;

/// <summary>How important a completed work item is to readers of the log.</summary>
public enum WorkWeight
{
    /// <summary>It happens all the time, or another log entry covers it.</summary>
    Routine,

    /// <summary>It had an effect.</summary>
    Notable,

    /// <summary>An operator should know.</summary>
    Alarming,
}
