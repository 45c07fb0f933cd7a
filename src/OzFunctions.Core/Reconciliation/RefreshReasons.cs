namespace OzFunctions.Core.Reconciliation;

/// <summary>Why Oz must be asked about a folder after a payload about it was applied.</summary>
[Flags]
public enum RefreshReasons
{
    /// <summary>It need not be asked.</summary>
    None = 0,

    /// <summary>The payload spoke of a result and named no analyses.</summary>
    AnalysesMissing = 1,

    /// <summary>An analysis is FINISHED and nobody said with which verdict.</summary>
    VerdictMissing = 2,

    /// <summary>A status word that nobody here knows was seen.</summary>
    UnknownStatus = 4,

    /// <summary>A webhook told of the folder and is not believed by itself.</summary>
    Hinted = 8,

    /// <summary>What a run found at Oz could not be applied.</summary>
    NotApplied = 16,

    /// <summary>The result is held back, for a reason that is new: Oz's own answer settles it, or confirms it.</summary>
    HeldBack = 32,

    /// <summary>Oz's own result contradicts ours in a way it did not before, or two webhooks reported different results as of the same time.</summary>
    ReportsDiffer = 64,
}
