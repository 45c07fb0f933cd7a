namespace OzFunctions.Core.Reconciliation;

/// <summary>Why Oz must be polled for a folder after a payload was applied.</summary>
[Flags]
public enum RefreshReasons
{
    /// <summary>No poll is needed.</summary>
    None = 0,

    /// <summary>The payload had a result but no analyses.</summary>
    AnalysesMissing = 1,

    /// <summary>An analysis is FINISHED without a verdict.</summary>
    VerdictMissing = 2,

    /// <summary>A status word is unknown.</summary>
    UnknownStatus = 4,

    /// <summary>A webhook named the folder and must be verified.</summary>
    Hinted = 8,

    /// <summary>A folder that a run found at Oz could not be applied.</summary>
    NotApplied = 16,

    /// <summary>The result is held back for a new reason, which Oz's answer settles or confirms.</summary>
    HeldBack = 32,

    /// <summary>Oz's own result contradicts ours in a way that it did not before, or two webhooks reported different results for the same time.</summary>
    ReportsDiffer = 64,

    /// <summary>A report of the folder without a time does not pass; or a copy of an analysis without a time is final, while the copy that counts, which has a time, is running or better.</summary>
    ResultWithoutTime = 128,

    /// <summary>A webhook made a folder pass that did not, with times so old that an answer of Oz may have said otherwise since.</summary>
    LatePass = 256,
}
