namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>The names of the measured cases that have their own line on the scale page.</summary>
internal static class CaseNames
{
    /// <summary>A webhook for an unknown folder.</summary>
    public const string NewFolder = "webhook of a new folder";

    /// <summary>A webhook whose change is neither notified nor visible in a list.</summary>
    public const string Untold = "webhook of which nobody is told";

    /// <summary>A webhook with a verdict.</summary>
    public const string Verdict = "webhook with the verdict";

    /// <summary>A webhook that contains nothing new.</summary>
    public const string Duplicate = "duplicate webhook";

    /// <summary>The counts on the dashboard.</summary>
    public const string Stats = "GET stats";

    /// <summary>The counts on the dashboard, after many more folders were created.</summary>
    public const string StatsLater = "GET stats, 1,000 folders later";

    /// <summary>A reconciliation run with nothing to do.</summary>
    public const string NothingDue = "run with nothing due";

    /// <summary>A reconciliation run with many folders to read from Oz.</summary>
    public const string ManyDue = "run with 1,000 folders due";

    /// <summary>An erasure.</summary>
    public const string Erasure = "erasure of a folder";
}
