namespace OzFunctions.Core.Folders;

/// <summary>Why a folder's result is held back: the group that finished last is uncertain, or Oz's reports are worse or newer than the analyses.</summary>
public enum HeldBack
{
    /// <summary>The result is not held back.</summary>
    None,

    /// <summary>Several groups with different results may have finished last, and Oz's report does not decide between them. A pass becomes OPERATOR_REQUIRED.</summary>
    OrderUnknown,

    /// <summary>Oz reports a worse result for the same analyses, and that result is used.</summary>
    OzReportsWorse,

    /// <summary>
    /// The result would be a pass, but a report of Oz that no known analysis supersedes is another result or state: the newest one, an operator's decision, one without a
    /// time, or one in a later answer. The result becomes OPERATOR_REQUIRED or PROCESSING.
    /// </summary>
    NewerReport,

    /// <summary>Oz contradicts the copy of an analysis that counts, see <see cref="Analysis.IsDisputed"/>. A pass becomes OPERATOR_REQUIRED.</summary>
    OzDisagrees,
}
