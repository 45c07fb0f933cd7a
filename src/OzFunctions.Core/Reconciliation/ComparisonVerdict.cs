namespace OzFunctions.Core.Reconciliation;

/// <summary>What came of comparing a folder of ours with Oz's.</summary>
public enum ComparisonVerdict
{
    /// <summary>We and Oz say the same.</summary>
    Same,

    /// <summary>We and Oz say different things.</summary>
    Different,

    /// <summary>Oz has it and we do not.</summary>
    MissingHere,

    /// <summary>We have it and Oz does not.</summary>
    MissingAtOz,

    /// <summary>What Oz says cannot be read.</summary>
    Unreadable,

    /// <summary>It was erased here, so nothing is compared, and nothing is kept of it.</summary>
    Erased,
}
