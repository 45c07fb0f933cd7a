namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>The names of what is measured and has a line of its own on the page.</summary>
internal static class CaseNames
{
    /// <summary>A webhook for a folder that is not known.</summary>
    public const string NewFolder = "webhook of a new folder";

    /// <summary>A webhook that changes nothing that anybody is told or that a list shows.</summary>
    public const string Untold = "webhook of which nobody is told";

    /// <summary>A webhook with a verdict.</summary>
    public const string Verdict = "webhook with the verdict";

    /// <summary>A webhook that tells nothing new.</summary>
    public const string Duplicate = "duplicate webhook";

    /// <summary>The counts that the dashboard shows.</summary>
    public const string Stats = "GET stats";

    /// <summary>The same, once many folders have come since.</summary>
    public const string StatsLater = "GET stats, 1,000 folders later";

    /// <summary>A run of reconciliation that finds nothing to do.</summary>
    public const string NothingDue = "run with nothing due";

    /// <summary>A run of reconciliation with many folders to ask Oz about.</summary>
    public const string ManyDue = "run with 1,000 folders due";

    /// <summary>An erasure.</summary>
    public const string Erasure = "erasure of a folder";
}
