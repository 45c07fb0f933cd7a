namespace OzFunctions.Core.Folders;

/// <summary>Why a folder's result is not, or not only, what its analyses say.</summary>
public enum HeldBack
{
    /// <summary>It is what its analyses say.</summary>
    None,

    /// <summary>Groups with different results may each have finished last, and Oz did not say which.</summary>
    OrderUnknown,

    /// <summary>Oz reports a worse result for the very same analyses.</summary>
    OzReportsWorse,

    /// <summary>Oz's newest report does not pass, or says that something is running, and no analysis that is known is newer.</summary>
    NewerReport,
}
