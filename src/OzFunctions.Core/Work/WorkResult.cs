namespace OzFunctions.Core.Work;

/// <summary>What became of a work item. In every case its message is no longer needed.</summary>
public enum WorkResult
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>There was nothing left to do: it came twice, or what it points to is gone.</summary>
    Dropped,

    /// <summary>It was put back, because what it waits for is not there yet.</summary>
    PutBack,

    /// <summary>It was put back, because the storage failed.</summary>
    Fault,

    /// <summary>It was put back, because it failed for a reason of ours.</summary>
    Failed,

    /// <summary>It was set apart.</summary>
    Poisoned,
}
