namespace OzFunctions.Core.Reconciliation;

/// <summary>
/// What reconciliation counts, as its run shows it. Every look counts once as <see cref="Scanned"/>, and once as one of the six that follow.
/// </summary>
internal static class LookCounts
{
    /// <summary>Looks at folders. One that is due and listed is looked at twice.</summary>
    public const string Scanned = "scanned";

    /// <summary>Oz said nothing new.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>Oz said more than we knew.</summary>
    public const string Repaired = "repaired";

    /// <summary>We knew nothing of the folder.</summary>
    public const string Discovered = "discovered";

    /// <summary>Oz knows no such folder.</summary>
    public const string UnknownAtOz = "unknownAtOz";

    /// <summary>What Oz said could not be read or applied.</summary>
    public const string Failed = "failed";

    /// <summary>Folders that Oz lists without their analyses: each is asked about as work of its own. Not among the looks.</summary>
    public const string SetDown = "setDown";

    /// <summary>Folders that were erased here. Shown once there is one.</summary>
    public const string Ignored = "ignored";

    /// <summary>Looks at folders of which Oz's own result contradicts ours.</summary>
    public const string Drifted = "drifted";

    /// <summary>Folders told to be overdue.</summary>
    public const string Overdue = "overdue";

    /// <summary>Folders about which Oz is not asked any more.</summary>
    public const string GivenUp = "givenUp";

    /// <summary>Folders that the lists did not show as they are, long after their last change, which should not be. They are listed anew.</summary>
    public const string Behind = "behind";

    /// <summary>Endpoints of which held deliveries are released.</summary>
    public const string Released = "released";

    /// <summary>Pages of Oz's lists that were read.</summary>
    public const string Pages = "pages";

    /// <summary>Folders of which we and Oz say different things. Of a dry run, in place of <see cref="Repaired"/>.</summary>
    public const string Different = "different";

    /// <summary>Folders that Oz has and we do not. Of a dry run, in place of <see cref="Discovered"/>.</summary>
    public const string MissingHere = "missingHere";

    /// <summary>What a look can find.</summary>
    public static IReadOnlySet<string> Results { get; } = new HashSet<string> { Unchanged, Repaired, Discovered, UnknownAtOz, Failed, Different, MissingHere };

    /// <summary>Those that a run shows from its beginning.</summary>
    public static IReadOnlyDictionary<string, long> Zero { get; } =
        new[] { Scanned, Unchanged, Repaired, Discovered, Drifted, UnknownAtOz, Failed }.ToDictionary(static name => name, static _ => 0L);
}
