namespace OzFunctions.Core.Reconciliation;

/// <summary>The outcome of comparing our folder with Oz's.</summary>
public enum ComparisonVerdict
{
    /// <summary>Ours and Oz's are the same.</summary>
    Same,

    /// <summary>Ours and Oz's differ.</summary>
    Different,

    /// <summary>The folder exists only at Oz.</summary>
    MissingHere,

    /// <summary>The folder exists only here.</summary>
    MissingAtOz,

    /// <summary>Oz's answer cannot be read.</summary>
    Unreadable,

    /// <summary>The folder was erased here. Nothing is compared or recorded.</summary>
    Erased,
}
