namespace OzFunctions.Core.Work;

/// <summary>How much it matters to who reads the log that a work item was done.</summary>
public enum WorkWeight
{
    /// <summary>It happens all the time, and the log tells of it in another line.</summary>
    Routine,

    /// <summary>Something came of it.</summary>
    Notable,

    /// <summary>A person should know.</summary>
    Alarming,
}
