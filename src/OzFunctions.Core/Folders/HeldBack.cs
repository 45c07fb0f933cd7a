namespace OzFunctions.Core.Folders;

/// <summary>Why a folder's result differs from that of its analyses.</summary>
public enum HeldBack
{
    /// <summary>The result is that of its analyses.</summary>
    None,

    /// <summary>Groups with different results may each have finished last, and Oz's report does not decide which.</summary>
    OrderUnknown,

    /// <summary>Oz reports a worse result for the same analyses.</summary>
    OzReportsWorse,

    /// <summary>Oz's newest report is not a pass, or is a running state, and no known analysis is newer.</summary>
    NewerReport,
}
