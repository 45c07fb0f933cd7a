using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>
/// The names of reconciliation's counts, as its run shows them. Every check of a folder counts once as <see cref="Scanned"/>, and once as
/// its result: <see cref="Ignored"/>, or one of <see cref="Results"/>.
/// </summary>
internal static class ReconciliationCounts
{
    /// <summary>Checks of folders. A folder that is both due and listed is checked twice.</summary>
    public const string Scanned = "scanned";

    /// <summary>Oz's answer contained nothing new.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>Oz's answer changed the folder.</summary>
    public const string Repaired = "repaired";

    /// <summary>The folder was unknown here.</summary>
    public const string Discovered = "discovered";

    /// <summary>The folder does not exist at Oz.</summary>
    public const string UnknownAtOz = "unknownAtOz";

    /// <summary>Oz's answer could not be read or applied.</summary>
    public const string Failed = "failed";

    /// <summary>Folders that Oz lists without their analyses; each is enqueued as a work item. Not counted as checks.</summary>
    public const string Queued = "queued";

    /// <summary>Folders that were erased here. Shown only when there are any.</summary>
    public const string Ignored = "ignored";

    /// <summary>Checks of folders for which Oz's own result contradicts ours.</summary>
    public const string Drifted = "drifted";

    /// <summary>Folders marked as overdue.</summary>
    public const string Overdue = "overdue";

    /// <summary>Folders for which Oz is no longer polled.</summary>
    public const string GivenUp = "givenUp";

    /// <summary>Folders whose list rows were outdated long after their last change, which should not happen. They are listed anew.</summary>
    public const string Behind = "behind";

    /// <summary>Endpoints for which a release was requested.</summary>
    public const string Released = "released";

    /// <summary>Pages of Oz's lists that were read.</summary>
    public const string Pages = "pages";

    /// <summary>Folders that differ between here and Oz; in a dry run, instead of <see cref="Repaired"/>.</summary>
    public const string Different = "different";

    /// <summary>Folders that exist only at Oz; in a dry run, instead of <see cref="Discovered"/>.</summary>
    public const string MissingHere = "missingHere";

    /// <summary>The results of a check, except <see cref="Ignored"/>.</summary>
    public static IReadOnlySet<string> Results { get; } = new HashSet<string> { Unchanged, Repaired, Discovered, UnknownAtOz, Failed, Different, MissingHere };

    /// <summary>The counts that a run shows from its beginning.</summary>
    public static IReadOnlyDictionary<string, long> Zero { get; } =
        new[] { Scanned, Unchanged, Repaired, Discovered, Drifted, UnknownAtOz, Failed }.ToDictionary(static name => name, static _ => 0L);

    /// <summary>Counts checks of folders, and their result.</summary>
    public static void AddChecks(this RunCounts counts, string result, int checks = 1)
    {
        counts.Add(Scanned, checks);
        counts.Add(result, checks);
    }
}
